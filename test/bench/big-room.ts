/** Large rooms for the bench: as many kinds of people as a helpline has, and the same in every run. */
import type { Demand } from '../../shared/domain/policy/demand.ts';
import { noDemand, withArrival } from '../../shared/domain/policy/demand.ts';
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
  const dice = diceOf(on * 31 + waiting);
  const seats = Array.from({ length: on }, (_, n) => aVolunteer(n + 1, n < free, dice));
  const talks = Array.from({ length: waiting }, (_, n) => aSeeker(n + 1, dice));
  return aSnapshot(talks, seats, { demand: demandOf(talks), overtaken: new Map() });
}

function aVolunteer(n: number, isFree: boolean, dice: Dice): Seat {
  const second = dice.one(languages);
  const parts = {
    n,
    idleSince: at(-dice.below(3000)),
    facts: {
      role: dice.chance(0.2) ? ('mentor' as const) : ('listener' as const),
      languages: second === 'en' ? ['en'] : ['en', second],
      topics: topics.filter(() => dice.chance(0.45)),
      attributes: {
        gender: [dice.one(genders)],
        lived: [dice.one(lived)],
        ...(dice.chance(0.2) ? { clearance: ['held'] } : {}),
      },
    },
  };
  if (isFree) return aSeat(parts);
  return dice.chance(0.1) ? aSeat({ ...parts, restUntil: at(1 + dice.below(300)) }) : aBusySeat(parts);
}

function aSeeker(n: number, dice: Dice): Talk {
  const wish = (attribute: string, value: string) => ({ attribute, value, strength: 'prefer' as const });
  return aTalk({
    n,
    askedAt: at(-dice.below(1200)),
    need: dice.one(['now', 'now', 'now', 'soon', 'whenever', 'notSafeNow'] as const),
    ask: {
      languages: [dice.one(languages)],
      topics: dice.chance(0.9) ? [dice.one(topics)] : [],
      preferences: [
        ...(dice.chance(0.45) ? [wish('gender', dice.one(genders))] : []),
        ...(dice.chance(0.3) ? [wish('lived', dice.one(lived))] : []),
        ...(dice.chance(0.12) ? [{ attribute: 'clearance', value: 'held', strength: 'require' as const }] : []),
      ],
      ...(dice.chance(0.12) ? { role: 'mentor' as const } : {}),
    },
  });
}

function demandOf(talks: readonly Talk[]): Demand {
  return talks.reduce((known, { ask }) => withArrival(known, ask, noon), noDemand(noon));
}

/** Random costs, the same in every run. */
export function costsOfSize(rows: number, columns: number): number[][] {
  const dice = diceOf(rows * columns);
  return Array.from({ length: rows }, () => Array.from({ length: columns }, () => dice.below(1_000_000)));
}

interface Dice {
  readonly below: (n: number) => number;
  readonly chance: (share: number) => boolean;
  readonly one: <T>(of: readonly T[]) => T;
}

/** Park and Miller's minimal standard generator (1988): enough for a bench. */
function diceOf(seed: number): Dice {
  let state = (seed % 2_147_483_646) + 1;
  const next = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const below = (n: number) => Math.floor(next() * n);
  return {
    below,
    chance: (share) => next() < share,
    one: (of) => {
      const chosen = of[below(of.length)];
      if (chosen === undefined) throw new Error('there is no value to choose');
      return chosen;
    },
  };
}
