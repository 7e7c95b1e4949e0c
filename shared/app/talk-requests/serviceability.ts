/**
 * Whether any volunteer of the space, on or off, could ever be offered a request. It is judged by what lets an offer happen: who may serve
 * at all, with credentials that hold now, who is not blocked with this seeker, and what the request needs.
 */
import type { Problem } from '../../contract/problems.ts';
import type { unmetWishes as names } from '../../contract/common.ts';
import type * as z from 'zod';
import { violations, type Violation } from '../../domain/eligibility.ts';
import type { VolunteerId } from '../../domain/ids.ts';
import { pageItemsMax, roomPage } from '../../domain/limits.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { SeatFacts } from '../../domain/seat.ts';
import type { Space } from '../../domain/space.ts';
import type { Talk, Wishes } from '../../domain/talk.ts';
import type { EpochMs } from '../../domain/time.ts';
import { factsOf, ineligibilities, type Volunteer } from '../../domain/volunteer.ts';
import type { Ports } from '../../ports.ts';
import { pages, query } from '../store/transact.ts';
import { readable } from '../store/unreadable.ts';
import { volunteerRecord } from '../store/home-records.ts';
import { roomOf, roomIndex, spacePk, volunteerPrefix } from '../store/keys.ts';
import { seatRecord } from '../store/live-records.ts';

/** What a seeker may ask less of, or `nobody`: no volunteer may serve this seeker, whatever is asked. */
export type Unmet = z.infer<typeof names>[number];

const unmetOf: Partial<Record<Violation, Unmet>> = {
  'no-shared-language': 'language',
  'other-role': 'role',
  'channel-not-offered': 'channel',
  'attribute-missing': 'attribute',
  'topic-muted': 'topic',
};

export interface Judged {
  readonly wishes: Wishes;
  /** Volunteers who never get this request: blocked, or kept apart for good. */
  readonly apart: ReadonlySet<VolunteerId>;
}

/**
 * Empty: a volunteer could serve. Otherwise the wishes that every volunteer fails; `combination` if each wish alone can be met; `nobody`
 * if no volunteer may serve this seeker at all. It checks the volunteers who are on first, which nearly always settles it in one read.
 */
export async function unmetBy(
  ports: Ports,
  space: Space,
  { wishes, apart }: Judged,
  now: EpochMs,
): Promise<Result<readonly Unmet[], Problem>> {
  const met = new Set<Unmet>();
  let isAnybody = false;
  for await (const one of mayServe(ports, space, now)) {
    if (!one.ok) return one;
    if (apart.has(one.value.volunteer)) continue;
    isAnybody = true;
    const missing = new Set(violations(wishes, one.value.facts).map((violation) => unmetOf[violation]));
    if (missing.size === 0) return ok([]);
    for (const wish of Object.values(unmetOf)) if (!missing.has(wish)) met.add(wish);
  }
  if (!isAnybody) return ok(['nobody']);
  const unmet = Object.values(unmetOf).filter((wish) => !met.has(wish));
  return ok(unmet.length > 0 ? unmet : ['combination']);
}

/** A volunteer who may serve, with the facts that decide for which requests. */
export interface Able {
  readonly volunteer: VolunteerId;
  readonly facts: SeatFacts;
}

/** The volunteer, if they may serve in the space as it is given. On or off does not matter. */
export function ableIn(space: Space, profile: Volunteer, now: EpochMs): Able | undefined {
  if (ineligibilities(profile, space, now).length > 0) return undefined;
  return { volunteer: profile.id, facts: factsOf(profile, space) };
}

/** Whether a volunteer who may serve could be offered the request. */
export function couldServe({ wishes, apart }: Judged, { volunteer, facts }: Able): boolean {
  return !apart.has(volunteer) && violations(wishes, facts).length === 0;
}

/** What a request that was asked needs of a volunteer. */
export function judgedOf({ criteria, excludedVolunteers }: Talk): Judged {
  const apart = excludedVolunteers.flatMap(({ volunteer, until }) => (until === null ? [volunteer] : []));
  return { wishes: criteria, apart: new Set(apart) };
}

/** Those who may serve: first of the volunteers who are on, then of all volunteers of the space, page by page. */
async function* mayServe(ports: Ports, space: Space, now: EpochMs): AsyncGenerator<Result<Able, Problem>> {
  const pk = roomIndex.pk(roomOf(space.id));
  for (const prefix of [roomIndex.freePrefix, roomIndex.fullPrefix]) {
    const on = await query(ports, { table: 'live', index: 'room', pk, prefix, limit: roomPage });
    if (!on.ok) {
      yield on;
      return;
    }
    for (const { volunteer, facts } of readable(ports, seatRecord, on.value.items)) {
      if (facts.active && (facts.eligibleUntil === null || facts.eligibleUntil > now)) yield ok({ volunteer, facts });
    }
  }
  const wanted = { table: 'home', pk: spacePk(space.id), prefix: volunteerPrefix, limit: pageItemsMax } as const;
  for await (const page of pages(ports, wanted)) {
    if (!page.ok) {
      yield page;
      return;
    }
    for (const profile of readable(ports, volunteerRecord, page.value.items)) {
      const able = ableIn(space, profile, now);
      if (able !== undefined) yield ok(able);
    }
  }
}
