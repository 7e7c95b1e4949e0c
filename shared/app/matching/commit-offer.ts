/** Committing a planned offer: one transaction on both sides as they were read, and on the pair not being blocked. */
import { offerId } from '../../domain/ids.ts';
import type { Space } from '../../domain/space.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { PairReason } from '../../domain/policy/plan.ts';
import { openOffer } from '../../domain/transitions/offer.ts';
import type { Pair } from '../../domain/transitions/offer.ts';
import type { Talk } from '../../domain/talk.ts';
import type { VolunteerId } from '../../domain/ids.ts';
import type { Ports, Write } from '../../ports.ts';
import { homeKeys } from '../records/keys.ts';
import { seatRecord, talkRecord } from '../records/live-records.ts';

/** `blocked` is of the pair and lasts; `lost` is a race; `unavailable` is the store. */
export type OfferOutcome =
  | { readonly kind: 'committed'; readonly pair: Pair }
  | { readonly kind: 'lost' | 'blocked' | 'refused' | 'unknown' | 'unavailable' };

/** The pair must not be blocked at the very moment of the commit (invariant 6). Nothing to check without a pseudonym. */
export function notBlocked(talk: Talk, volunteer: VolunteerId): readonly Write[] {
  if (talk.subject === undefined) return [];
  return [{ kind: 'check', key: homeKeys.block(talk.space, talk.subject, volunteer), expected: { kind: 'absent' } }];
}

/** Commits from what was read, without reading again: a stale view only loses. `date` is the space's day. */
export async function commitOffer(
  ports: Ports,
  space: Space,
  { pair, reasons, date }: { readonly pair: Pair; readonly reasons: readonly PairReason[]; readonly date: string },
  now: EpochMs,
): Promise<OfferOutcome> {
  const id = offerId.parse(ports.ids.fresh('ofr'));
  const opened = openOffer(pair, { id, windowSeconds: space.limits.offerWindowSeconds, reasons, date }, now);
  if (!opened.ok) return { kind: 'refused' };
  const block = notBlocked(pair.talk, pair.seat.volunteer);
  const talkWrite = talkRecord.put(ports.ids, opened.value.talk, pair.talk);
  const seatWrite = seatRecord.put(ports.ids, opened.value.seat, pair.seat);
  const committed = await ports.store.commit([talkWrite, seatWrite, ...block]);
  if (committed.ok) return { kind: 'committed', pair: opened.value };
  const { error } = committed;
  if (error.code === 'lost') return { kind: error.failed.includes(2) ? 'blocked' : 'lost' };
  return { kind: error.code === 'conflict' ? 'lost' : error.code };
}
