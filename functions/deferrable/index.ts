/**
 * Whatever may be put off and does not wait: asking, and a console's lists. A function of its own, where the less urgent makes room for
 * the more urgent; whoever cancels, ends, goes off or reports is served beside it, however many come.
 */
import { pageQuery } from '../../shared/contract/common.ts';
import { askBody } from '../../shared/contract/talk-requests.ts';
import { spaceId } from '../../shared/domain/ids.ts';
import { listAudit } from '../../shared/app/coordination/list-audit.ts';
import { listVolunteers } from '../../shared/app/coordination/read-volunteers.ts';
import { api } from '../http/api.ts';
import { askedOutcome } from '../http/asked.ts';
import { shown } from '../http/outcomes.ts';
import { bind, nothing } from '../http/route.ts';

const ofSpace = { ...nothing, params: { space: spaceId } };
const listed = { ...ofSpace, query: pageQuery };

export const handler = api([
  bind('ask', { ...ofSpace, body: askBody }, ({ ports, now, caller, params, body, key = '' }) =>
    askedOutcome(ports, { caller, ...params, body, key }, now),
  ),
  bind('listVolunteers', listed, async ({ ports, now, caller, params, query }) =>
    shown(await listVolunteers(ports, { caller, ...params, ...query }, now)),
  ),
  bind('audit', listed, async ({ ports, caller, params, query }) =>
    shown(await listAudit(ports, { caller, ...params, ...query })),
  ),
]);
