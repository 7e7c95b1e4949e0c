/**
 * Commits a planned offer in one transaction. It is conditional on both sides as they were read, on the pair not being blocked, on the
 * seats that the same person has in other spaces, and on every request it overtakes, if overtaking is counted.
 */
import { offerId, type VolunteerId } from '../../domain/ids.ts';
import type { Space } from '../../domain/space.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { PairReason } from '../../domain/policy/plan.ts';
import { openOffer, type Pair } from '../../domain/transitions/offer.ts';
import { overtake } from '../../domain/transitions/overtake.ts';
import type { Seat } from '../../domain/seat.ts';
import type { Talk } from '../../domain/talk.ts';
import type { Ports, Write } from '../../ports.ts';
import { saved } from '../store/saved.ts';
import { homeKeys } from '../store/keys.ts';
import { seatRecord, talkRecord } from '../store/live-records.ts';
import { momentOf } from '../../domain/opening.ts';

/** `blocked` is about the pair and lasts. `lost` is a lost race. `unavailable` is the store. */
export type OfferOutcome =
  | { readonly kind: 'committed'; readonly pair: Pair; readonly passed: readonly Talk[] }
  | { readonly kind: 'lost' | 'blocked' | 'refused' | 'unknown' | 'unavailable' };

export interface OfferToCommit {
  readonly pair: Pair;
  readonly reasons: readonly PairReason[];
  /** Older requests that it overtakes, as they were read. */
  readonly passes: readonly Talk[];
  /** The seats of the same person in other spaces, as they were read. */
  readonly elsewhere: readonly Seat[];
}

/** The pair must not be blocked at the moment of the commit (invariant 6). Without a pseudonym there is nothing to check. */
export function notBlocked(talk: Talk, volunteer: VolunteerId): readonly Write[] {
  if (talk.subject === undefined) return [];
  return [{ kind: 'check', key: homeKeys.block(talk.space, talk.subject, volunteer), expected: { kind: 'absent' } }];
}

/** Blocks are the only items outside the table of live state that these writes name. */
function isBlockCheck(write: Write | undefined): boolean {
  return write?.kind === 'check' && write.key.table === 'home';
}

/**
 * Commits from what was read, without reading again: a stale view can only lose. Returns the overtaken requests as they are
 * stored now.
 */
export async function commitOffer(
  ports: Ports,
  space: Space,
  { pair, reasons, passes, elsewhere }: OfferToCommit,
  now: EpochMs,
): Promise<OfferOutcome> {
  const id = offerId.parse(ports.ids.fresh('ofr'));
  const windowSeconds = space.limits.offerWindowSeconds;
  const opened = openOffer(pair, { id, windowSeconds, reasons, elsewhere, ...momentOf(space, now) }, now);
  if (!opened.ok) return { kind: 'refused' };
  const passed = passes.flatMap((talk) => {
    const after = overtake(talk, space.policy.overtakesMax);
    return after.ok ? [saved(ports.ids, talkRecord, { after: after.value, before: talk })] : [];
  });
  if (passed.length < passes.length) return { kind: 'refused' };
  const writes = [
    talkRecord.put(ports.ids, opened.value.talk, pair.talk),
    seatRecord.put(ports.ids, opened.value.seat, pair.seat),
    ...passed.map(({ write }) => write),
    ...elsewhere.map((other) => seatRecord.unchanged(other)),
    ...notBlocked(pair.talk, pair.seat.volunteer),
  ];
  const committed = await ports.store.commit(writes);
  if (committed.ok) return { kind: 'committed', pair: opened.value, passed: passed.map(({ entity }) => entity) };
  const { error } = committed;
  if (error.code === 'lost') return { kind: error.failed.some((at) => isBlockCheck(writes[at])) ? 'blocked' : 'lost' };
  return { kind: error.code === 'conflict' ? 'lost' : error.code };
}
