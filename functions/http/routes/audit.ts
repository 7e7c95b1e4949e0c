/** The audit records of a space. */
import { listAudit } from '../../../shared/app/audit/list-audit.ts';
import { shown } from '../responders.ts';
import type { Handler } from '../route.ts';

export const audit: Handler<'audit'> = async ({ ports, caller, params, query }) =>
  shown(await listAudit(ports, { caller, ...params, ...query }));
