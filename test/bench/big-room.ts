/** Large rooms for the bench: as many kinds of people as a helpline has, and the same in every run. */
import type { Random } from '../../random/random.ts';
import { SeededRandom } from '../../random/seeded-random.ts';
import { type Demand, noDemand, withArrival } from '../../shared/domain/policy/demand.ts';
import type { Snapshot } from '../../shared/domain/policy/plan.ts';
import type { Seat } from '../../shared/domain/seat.ts';
import type { Talk } from '../../shared/domain/talk.ts';
import { aBusySeat, aSeat, aSnapshot, aTalk, at, noon } from '../fixtures/domain.ts';

export interface RoomSize {
  readonly on: number;
  /** Which of the volunteers on are free. A tenth of the others rest, and the rest are in a talk. */
  readonly free: number;
  readonly waiting: number;
}

const languages = ['en', 'en', 'en', 'en', 'en', 'en', 'en', 'es', 'pl', 'ar'] as const;
const topics = ['loneliness', 'anxiety', 'family', 'grief', 'love', 'work', 'money', 'school', 'health', 'addiction'] as const;
const genders = ['woman', 'man'] as const;
const lived = ['parent', 'bereaved', 'veteran', 'migrant'] as const;

/** A room of that size, with the demand of its requests. */
export function aBigRoom({ on, free, waiting }: RoomSize): Snapshot {
  const random = new SeededRandom(on * 31 + waiting);
  const seats = Array.from({ length: on }, (_, n) => aVolunteer(n + 1, n < free, random));
  const talks = Array.from({ length: waiting }, (_, n) => aSeeker(n + 1, random));
  return aSnapshot(talks, seats, { demand: demandOf(talks), overtaken: new Map() });
}

function aVolunteer(n: number, isFree: boolean, random: Random): Seat {
  const second = random.pick(languages);
  const parts = {
    n,
    idleSince: at(-random.integer(0, 2_999)),
    facts: {
      role: random.chance(0.2) ? ('mentor' as const) : ('listener' as const),
      languages: second === 'en' ? ['en'] : ['en', second],
      topics: topics.filter(() => random.chance(0.45)),
      attributes: {
        gender: [random.pick(genders)],
        lived: [random.pick(lived)],
        ...(random.chance(0.2) ? { clearance: ['held'] } : {}),
      },
    },
  };
  if (isFree) return aSeat(parts);
  return random.chance(0.1) ? aSeat({ ...parts, restUntil: at(1 + random.integer(0, 299)) }) : aBusySeat(parts);
}

function aSeeker(n: number, random: Random): Talk {
  const wish = (attribute: string, value: string) => ({ attribute, value, strength: 'prefer' as const });
  return aTalk({
    n,
    askedAt: at(-random.integer(0, 1_199)),
    need: random.pick(['now', 'now', 'now', 'soon', 'whenever', 'notSafeNow'] as const),
    criteria: {
      languages: [random.pick(languages)],
      topics: random.chance(0.9) ? [random.pick(topics)] : [],
      preferences: [
        ...(random.chance(0.45) ? [wish('gender', random.pick(genders))] : []),
        ...(random.chance(0.3) ? [wish('lived', random.pick(lived))] : []),
        ...(random.chance(0.12) ? [{ attribute: 'clearance', value: 'held', strength: 'require' as const }] : []),
      ],
      ...(random.chance(0.12) ? { role: 'mentor' as const } : {}),
    },
  });
}

function demandOf(talks: readonly Talk[]): Demand {
  return talks.reduce((known, { criteria: ask }) => withArrival(known, ask, noon), noDemand(noon));
}

/** Random costs, the same in every run. */
export function costsOfSize(rows: number, columns: number): number[][] {
  const random = new SeededRandom(rows * columns);
  return Array.from({ length: rows }, () => Array.from({ length: columns }, () => random.integer(0, 999_999)));
}
