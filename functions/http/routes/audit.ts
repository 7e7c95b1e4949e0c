/** Who did what in a space. */
import { listAudit } from '../../../shared/app/coordination/list-audit.ts';
import { shown } from '../outcomes.ts';
import type { Handler } from '../route.ts';

export const audit: Handler<'audit'> = async ({ ports, caller, params, query }) =>
  shown(await listAudit(ports, { caller, ...params, ...query }));
