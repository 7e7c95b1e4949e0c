/**
 * Seekers who wait and whom no volunteer could serve any more after an edit of the space or of a volunteer. They are counted before the edit is
 * saved, by the rule that also decides whether a request is taken. How their requests end: end-stranded.ts.
 */
import type { Problem } from '../../contract/problems.ts';
import { isClosedAt } from '../../domain/opening.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { mayMeet, type Space } from '../../domain/space.ts';
import type { Talk } from '../../domain/talk.ts';
import type { EpochMs } from '../../domain/time.ts';
import { needs } from '../../domain/vocabulary.ts';
import type { Volunteer } from '../../domain/volunteer.ts';
import type { Ports, Write } from '../../ports.ts';
import { sparedDigest } from '../store/digests.ts';
import { narrowingRecord, type Narrowing } from '../store/live-records.ts';
import { ableIn } from './serviceability.ts';
import { readWaitingOf, unservedOf, type Side } from './unserved.ts';

/** What an edit changes: the space, or one of its volunteers. A volunteer who will not serve any more is not active `after`. */
export interface Change {
  readonly space: { readonly before: Space; readonly after: Space };
  readonly volunteer?: { readonly before: Volunteer; readonly after: Volunteer };
  /** The caller knows that requests will end. */
  readonly endStranded: boolean;
}

export interface Stranding {
  /** The seekers who wait and lose every volunteer who could serve them. */
  readonly stranded: number;
  /** Belongs to the transaction of the edit. The reconciler finds by it what the call itself could not end. Undefined: the edit takes nothing away. */
  readonly narrowing: Narrowing | undefined;
  readonly writes: readonly Write[];
}

const nothing: Stranding = { stranded: 0, narrowing: undefined, writes: [] };

/** The needs of seekers who are safe: a seeker who is not safe is never left alone by an edit. */
export const safeNeeds = needs.filter((need) => need !== 'notSafeNow');

/**
 * Whether an edit may be saved. 409 would-strand with the number of seekers whom it would leave without a volunteer, unless the caller knows.
 * A request that no volunteer could serve before does not count. An edit that closes the space now ends every request, so those of seekers who
 * are not safe count too. 503.
 */
export async function strandingOf(ports: Ports, change: Change, now: EpochMs): Promise<Result<Stranding, Problem>> {
  const closes = isClosedAt(change.space.after, now) && !isClosedAt(change.space.before, now);
  const isNarrower = takesAway(change, now);
  if (!closes && !isNarrower) return ok(nothing);
  const { id: space } = change.space.before;
  const waiting = await readWaitingOf(ports, space, closes ? needs : safeNeeds);
  if (!waiting.ok) return waiting;
  const sides = { before: sideOf(change, 'before', now), after: sideOf(change, 'after', now) };
  const unserved = await unservedOf(ports, { space, talks: waiting.value }, sides);
  if (!unserved.ok) return unserved;
  const stranded = unserved.value.filter(({ wasServed }) => wasServed).length;
  if (stranded > 0 && !change.endStranded) return err({ code: 'would-strand', members: { stranded } });
  if (!isNarrower) return ok({ ...nothing, stranded });
  const spared = unserved.value
    .filter(({ wasServed }) => !wasServed)
    .map(({ talk }) => sparedDigest(ports.crypto, space, talk.id));
  const narrowing: Narrowing = { rev: '', id: ports.ids.fresh('nrw'), space, at: now, spared };
  return ok({ stranded, narrowing, writes: [narrowingRecord.put(ports.ids, narrowing, undefined)] });
}

/** Whether an offer may be made in this space: it is open, and the two have a place to meet. */
export function takesIn(space: Space, now: EpochMs): (talk: Talk) => boolean {
  const isOpen = !isClosedAt(space, now);
  return ({ partner }) => isOpen && mayMeet(space, partner !== undefined);
}

function sideOf({ space, volunteer }: Change, at: 'before' | 'after', now: EpochMs): Side {
  const edited = volunteer?.[at];
  return {
    takes: takesIn(space[at], now),
    able: (profile) => ableIn(space[at], profile.id === edited?.id ? edited : profile, now),
  };
}

/** Whether the edit changes who may serve which request, in either direction: it need not be known which requests there are. */
function takesAway({ space, volunteer }: Change, now: EpochMs): boolean {
  if (volunteer !== undefined) {
    const was = ableIn(space.before, volunteer.before, now);
    return was !== undefined && JSON.stringify(was) !== JSON.stringify(ableIn(space.after, volunteer.after, now));
  }
  const rules = (of: Space) => [of.roles, of.channels, of.inclusivity, of.credentialsRequired, mayMeet(of, false)];
  return JSON.stringify(rules(space.before)) !== JSON.stringify(rules(space.after));
}
