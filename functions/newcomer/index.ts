/** Asking to talk. A function of its own: however many ask, whoever cancels, ends or reports is served beside them. */
import { askBody } from '../../shared/contract/talk-requests.ts';
import { spaceId } from '../../shared/domain/ids.ts';
import { api } from '../http/api.ts';
import { askedOutcome } from '../http/asked.ts';
import { bind, nothing } from '../http/route.ts';

export const handler = api([
  bind('ask', { ...nothing, params: { space: spaceId }, body: askBody }, ({ ports, now, caller, params, body, key = '' }) =>
    askedOutcome(ports, { caller, ...params, body, key }, now),
  ),
]);
