/**
 * What can still be read of a request that cannot be read as a whole: each field on its own. It is enough to see who may touch the
 * request, and to free the volunteers and forget the cases when it is erased.
 */
import * as z from 'zod';
import { conversationId, escalationId, partnerId, reportId, requestId, spaceId, volunteerId } from '../../domain/ids.ts';
import { earlierEscalationsMax, reportsPerRequestMax } from '../../domain/case-limits.ts';
import { matchesPerRequestMax, openOffersMax } from '../../domain/limits.ts';
import { talkState } from '../../domain/talk-machine.ts';
import { epochMs } from '../../domain/time.ts';
import type { Item } from '../../ports.ts';

/** The latest entries of a list that can be read, as many as an item that can be read has: so what erases them fits into one transaction. */
const entries = <T extends z.ZodType>(entry: T, most: number) =>
  z
    .array(entry.optional().catch(undefined))
    .catch([])
    .transform((all) => all.filter((one) => one !== undefined).slice(-most));

const field = <T extends z.ZodType>(of: T) => of.optional().catch(undefined);

/** A match, as far as it can be read. */
const met = z.object({ volunteer: volunteerId, conversation: field(conversationId), at: field(epochMs) });

const remains = z.object({
  space: field(spaceId),
  partner: field(partnerId),
  subject: field(z.string()),
  state: field(talkState),
  offers: entries(z.object({ volunteer: volunteerId }), openOffersMax),
  match: field(met),
  previousMatches: entries(met, matchesPerRequestMax),
  reports: entries(reportId, reportsPerRequestMax),
  escalation: field(escalationId),
  earlierEscalations: entries(escalationId, earlierEscalationsMax),
  comeBackUsedBy: field(requestId),
});
export type Remains = z.infer<typeof remains>;

/** Never fails: a field that cannot be read is absent. */
export function remainsOf({ body }: Item): Remains {
  return remains.parse(body);
}
