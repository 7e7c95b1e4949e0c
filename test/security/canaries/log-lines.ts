/** All that a log may hold: a code, with its ids and numbers. No field can hold a text. */
import * as z from 'zod';
import { endpointId, requestId, spaceId, volunteerId } from '../../../shared/domain/ids.ts';
import { contract } from '../../../shared/contract/contract.ts';

const count = z.number().nonnegative();
const room = z.string().regex(/^spc_[\w-]+#\d+$/u);
const route = z.enum(['$default', ...Object.values(contract).map(({ method, path }) => `${method} ${path}`)]);
const words = z.string().regex(/^[a-z0-9 -]*$/u);
const uuid = z.uuid();
const of = <Code extends string, Fields extends z.ZodRawShape>(code: Code, fields: Fields) =>
  z.strictObject({ code: z.literal(code), ...fields });

const matching = {
  offers: count,
  applied: count,
  lost: count,
  waiting: count,
  seats: count,
  talking: count,
  calledOut: count,
  unreadable: count,
  whole: z.boolean(),
};
/** A key of a table: kinds, ids and keyed digests. */
const key = z.string().regex(/^[\w#.-]+$/u);

const line = z.union([
  of('room-matched', { space: spaceId, ...matching }),
  of('offer-planned', {
    space: spaceId,
    request: requestId,
    volunteer: volunteerId,
    outcome: words,
    reasons: words,
    passes: count,
  }),
  of('called-out', { space: spaceId, request: requestId, volunteers: count, outcome: words }),
  of('race-lost', { outcome: words, tried: count }),
  of('room-failed', { room }),
  of('sweep-failed', { pk: key }),
  of('item-unreadable', {
    table: z.enum(['live', 'home', 'links']),
    pk: key,
    sk: key,
    faults: z.string().regex(/^[\w:. -]*$/u),
  }).extend({
    level: z.literal('ERROR'),
  }),
  of('wake-failed', { space: spaceId }),
  of('match-postponed', { space: spaceId, isTimed: z.boolean() }),
  of('wake-not-done', { messageId: uuid }),
  of('endpoint-failing', { endpoint: endpointId }),
  of('endpoint-disabled', { endpoint: endpointId }),
  of('deliveries-late', { endpoints: count, oldestSeconds: count }),
  of('delivery-postponed', { endpoint: endpointId }),
  of('demand-unread', { space: spaceId }),
  of('reconciled', {
    rooms: count,
    failed: count,
    offers: count,
    applied: count,
    stranded: count,
    swept: count,
    unswept: count,
    complete: z.boolean(),
  }),
  of('reconcile-incomplete', { rooms: count }),
  of('frames-not-told', { failed: count }),
  of('out-of-time', { route }),
  of('secret-unavailable', { route }),
  of('shed', {}).catchall(count),
  // The runtime writes this line, as Lambda does: the machine is busy, and the work is done later.
  z.strictObject({
    level: z.literal('ERROR'),
    requestId: uuid,
    errorType: z.literal('Sandbox.Timedout'),
    errorMessage: z.string(),
  }),
]);

/** The lines of a log that hold anything else. */
export function otherLines(log: string): readonly string[] {
  return log.split('\n').filter((text) => text !== '' && !line.safeParse(parsed(text)).success);
}

function parsed(text: string): unknown {
  try {
    const json: unknown = JSON.parse(text);
    return json;
  } catch {
    return undefined;
  }
}
