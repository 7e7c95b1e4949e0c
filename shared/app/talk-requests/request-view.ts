/** What a seeker or partner is shown of a request. */
import type * as z from 'zod';
import type { Problem } from '../../contract/problems.ts';
import type { requestView } from '../../contract/talk-requests.ts';
import type { RequestId, SpaceId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Space } from '../../domain/space.ts';
import { isWaiting, type Talk } from '../../domain/talk.ts';
import { earliest, latest, toIso, type EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { estimateFor } from '../statistics/estimate-for.ts';
import { transact } from '../store/transact.ts';
import { mayComeBack } from '../../domain/transitions/conversation.ts';
import { talkRecord } from '../store/live-records.ts';
import { askedEarlier } from '../store/rooms.ts';
import { closingFrom, dutyNow, openingOf } from '../../domain/opening.ts';
import { loadTalk } from '../store/talk-aggregate.ts';
import { tokenFor } from '../store/tokens.ts';
import { judgedOf, unmetBy, type Unmet } from './serviceability.ts';

export type RequestView = Omit<z.input<typeof requestView>, 'support'>;

/** Paths that a client may follow, relative to the API. */
export function linksOf(space: SpaceId, request: RequestId): RequestView['links'] {
  const self = `/v1/spaces/${space}/talk-requests/${request}`;
  return { self, cancel: `${self}/cancel`, here: `${self}/here`, notSafeNow: `${self}/not-safe-now` };
}

/** The state as a caller is told: a talk that has ended was a match. */
export function statusOf(talk: Talk): RequestView['status'] {
  return talk.state === 'ended' ? 'matched' : talk.state;
}

export interface Viewed {
  readonly view: RequestView;
  /** The request that the view shows: as it was last read, or as it is found now. */
  readonly talk: Talk;
}

/** The view, with position and estimate if the request waits. */
export async function requestViewOf(ports: Ports, space: Space, talk: Talk, now: EpochMs): Promise<Result<RequestView, Problem>> {
  const viewed = await viewedRequest(ports, space, talk, now);
  return viewed.ok ? ok(viewed.value.view) : viewed;
}

/** The view, and the request that it shows. */
export async function viewedRequest(ports: Ports, space: Space, talk: Talk, now: EpochMs): Promise<Result<Viewed, Problem>> {
  const told = isWaiting(talk) ? await tellPosition(ports, talk, now) : ok(talk);
  if (!told.ok) return told;
  const shown = told.value;
  const waiting = isWaiting(shown);
  const estimate = waiting ? await estimateFor(ports, space, shown) : ok(null);
  if (!estimate.ok) return estimate;
  const unmet = await truthFor(ports, space, shown, now);
  if (!unmet.ok) return unmet;
  const match = shown.match;
  const view: RequestView = {
    id: shown.id,
    status: statusOf(shown),
    position: waiting ? (shown.positionTold ?? null) : null,
    estimate: estimate.value,
    ...(match === undefined
      ? {}
      : { conversation: { id: match.conversation, state: shown.state === 'matched' ? ('open' as const) : ('ended' as const) } }),
    ...(mayComeBack(shown) && shown.comeBackUsedBy === undefined
      ? { comeBack: tokenFor(ports.crypto, 'come-back', shown.id) }
      : {}),
    ...(match === undefined
      ? {}
      : { explanation: { reasons: [...match.reasons], relaxed: match.reasons.filter((reason) => reason.endsWith('-relaxed')) } }),
    askedAt: toIso(shown.askedAt),
    dutyNow: dutyNow(space, now),
    ...(waiting ? expiryOf(shown, space, now) : {}),
    ...(shown.state === 'expired' ? whyExpired(shown, space, now) : {}),
    ...(unmet.value.length === 0 ? {} : { unmet: [...unmet.value] }),
    links: linksOf(shown.space, shown.id),
  };
  return ok({ view, talk: shown });
}

/** What no volunteer meets of a waiting request whose seeker is not safe: it was taken all the same. Any other was refused. */
async function truthFor(ports: Ports, space: Space, talk: Talk, now: EpochMs): Promise<Result<readonly Unmet[], Problem>> {
  if (!isWaiting(talk) || talk.need !== 'notSafeNow') return ok([]);
  return unmetBy(ports, space, judgedOf(talk), now);
}

/**
 * When the request ends if no volunteer comes: after its own time, or when the space closes. `closesAt` says that it is the
 * closing. An offer that is open at the closing may still be accepted.
 */
function expiryOf(
  { expiresAt, offers }: Talk,
  space: Space,
  now: EpochMs,
): { readonly expiresAt: string; readonly closesAt?: string } {
  const closes = closingFrom(space, now);
  if (closes === undefined || closes >= expiresAt) return { expiresAt: toIso(expiresAt) };
  const asked = offers.length === 0 ? closes : latest(closes, ...offers.map((offer) => offer.expiresAt));
  return { expiresAt: toIso(earliest(expiresAt, asked) ?? asked), closesAt: toIso(closes) };
}

/** Why the request ended without a match, and when the space opens again, if it is closed now and that is known. */
function whyExpired(
  { spaceClosed, spaceChanged }: Talk,
  space: Space,
  now: EpochMs,
): Pick<RequestView, 'expiredBecause' | 'opensAt'> {
  const opening = openingOf(space, now);
  const opensAt = opening.open || opening.opensAt === null ? {} : { opensAt: toIso(opening.opensAt) };
  const cause = spaceClosed === true ? 'space-closed' : 'no-volunteer-came';
  return { expiredBecause: spaceChanged === true ? 'space-changed' : cause, ...opensAt };
}

/**
 * The queue position, counting the requests that were asked earlier. The lower of this and the told position is kept, so that
 * what is told never rises (invariant 16), in whatever order answers arrive.
 */
async function tellPosition(ports: Ports, talk: Talk, now: EpochMs): Promise<Result<Talk, Problem>> {
  const earlier = await askedEarlier(ports, talk.space, talk.askedAt);
  if (!earlier.ok) return earlier;
  const position = earlier.value + 1;
  if (talk.positionTold !== undefined && talk.positionTold <= position) return ok(talk);
  return transact(ports, async () => {
    const fresh = await loadTalk(ports, talk.space, talk.id, now);
    if (!fresh.ok) return err(fresh.error);
    // A position is told only if it is stored. A request that no longer waits may wait again, and would then be told a higher
    // position.
    if (!isWaiting(fresh.value)) return ok({ writes: [], value: fresh.value });
    const lowest = Math.min(position, fresh.value.positionTold ?? position);
    if (fresh.value.positionTold === lowest) return ok({ writes: [], value: fresh.value });
    const positionAsked = fresh.value.positionAsked ?? position;
    const told: Talk = { ...fresh.value, positionTold: lowest, positionAsked, event: 'position-told' };
    return ok({ writes: [talkRecord.put(ports.ids, told, fresh.value)], value: told });
  });
}
