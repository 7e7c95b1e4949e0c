/** Whether any volunteer of the space, on or off, could serve a request at all. If none could, the seeker is told at once. */
import type { Problem, ProblemMembers } from '../../contract/problems.ts';
import type { AskBody } from '../../contract/talk-requests.ts';
import { violations, type Fit, type Violation } from '../../domain/eligibility.ts';
import { pageItemsMax, roomPage } from '../../domain/limits.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Space } from '../../domain/space.ts';
import { factsOf } from '../../domain/volunteer.ts';
import type { Ports } from '../../ports.ts';
import { pages, query } from '../store/transact.ts';
import { readable } from '../store/unreadable.ts';
import { volunteerRecord } from '../store/home-records.ts';
import { roomOf, roomIndex, spacePk, volunteerPrefix } from '../store/keys.ts';
import { seatRecord } from '../store/live-records.ts';

/** What a seeker may ask less of. */
export type Unmet = ProblemMembers<'nobody-could-serve'>['unmet'][number];

const unmetOf: Partial<Record<Violation, Unmet>> = {
  'no-shared-language': 'language',
  'other-role': 'role',
  'channel-not-offered': 'channel',
  'attribute-missing': 'attribute',
};

/**
 * Empty: a volunteer could serve. Otherwise the wishes that every volunteer fails; `combination` if each wish alone can be met.
 * It checks the volunteers who are on first, which nearly always settles it in one read.
 */
export async function unmetWishes(ports: Ports, space: Space, body: AskBody): Promise<Result<readonly Unmet[], Problem>> {
  const met = new Set<Unmet>();
  let hasVolunteers = false;
  const serves = (fit: Fit): boolean => {
    const missing = new Set(violations({ ...body, topics: [] }, fit).map((one) => unmetOf[one]));
    for (const wish of Object.values(unmetOf)) if (!missing.has(wish)) met.add(wish);
    hasVolunteers = true;
    return missing.size === 0;
  };
  for await (const fit of volunteersOf(ports, space)) {
    if (!fit.ok) return fit;
    if (serves(fit.value)) return ok([]);
  }
  const unmet = Object.values(unmetOf).filter((wish) => !met.has(wish));
  if (!hasVolunteers) return ok(['language']);
  return ok(unmet.length > 0 ? unmet : ['combination']);
}

/** The volunteers who are on, then every active volunteer of the space, page by page. */
async function* volunteersOf(ports: Ports, space: Space): AsyncGenerator<Result<Fit, Problem>> {
  const pk = roomIndex.pk(roomOf(space.id));
  for (const prefix of [roomIndex.freePrefix, roomIndex.fullPrefix]) {
    const on = await query(ports, { table: 'live', index: 'room', pk, prefix, limit: roomPage });
    if (!on.ok) {
      yield on;
      return;
    }
    for (const { facts } of readable(ports, seatRecord, on.value.items)) {
      if (facts.active) yield ok(facts);
    }
  }
  const wanted = { table: 'home', pk: spacePk(space.id), prefix: volunteerPrefix, limit: pageItemsMax } as const;
  for await (const page of pages(ports, wanted)) {
    if (!page.ok) {
      yield page;
      return;
    }
    for (const volunteer of readable(ports, volunteerRecord, page.value.items)) {
      const facts = factsOf(volunteer, space);
      if (facts.active) yield ok(facts);
    }
  }
}
