/**
 * The systematic part of a run. Every place of every body gets each value that is wrong there. Every text gets half a character once,
 * and a broken byte once. Every record gets the names of a prototype. The bodies are valid otherwise and have every field. Every
 * route with a long poll is called as one.
 */
import fc from 'fast-check';
import { SeededRandom } from '../../random/seeded-random.ts';
import type { RouteId } from '../../shared/contract/contract.ts';
import { bodyTakenBy, rulesOf } from './draft.ts';
import { placesOf, records, treeOf, type Place } from './json.ts';
import { everyRoute, type Plan } from './plan.ts';
import type { Right } from './right-calls.ts';
import { brokenByteAt, halfCharacterAt, nullAt, prototypeNamesAt, unknownFieldIn, wrongAt, sweptValuesOf } from './spoil/body.ts';
import { heldForASecond } from './spoil/headers.ts';
import type { Spoiling } from './spoil/spoiling.ts';
import { valid } from './valid.ts';

/** Bodies for each route: enough to reach every branch of a union. */
const samples = 12;

type Ways = (place: Place) => readonly Spoiling[];

/** Every plan, in an order that the seed decides. `wrong` plans must be refused, `odd` plans need not. */
export function sweep(
  rights: Readonly<Record<RouteId, Right>>,
  seed: number,
  kind: keyof typeof waysOf = 'wrong',
): readonly Plan[] {
  const plans = everyRoute.flatMap((route) => [
    ...plansOf(route, rights[route], seed, waysOf[kind]),
    ...(kind === 'odd' && rulesOf(route).waits === true ? [held(route)] : []),
  ]);
  return new SeededRandom(seed).of('sweep').shuffle(plans);
}

function held(route: RouteId): Plan {
  return { route, said: { how: 'right', fields: undefined }, spoilings: [heldForASecond] };
}

function plansOf(route: RouteId, right: Right, seed: number, waysAt: Ways): readonly Plan[] {
  const seen = new Set<string>();
  return bodiesOf(route, right, seed).flatMap((fields) =>
    placesOf(treeOf(fields)).flatMap((place) => {
      // One entry of a list or a record is enough.
      const names = place.path.map((part, at) =>
        /^\d+$/u.test(part) || records.includes(place.path[at - 1] ?? '') ? '*' : part,
      );
      const name = `${place.kind} ${names.join('/')}`;
      if (seen.has(name)) return [];
      seen.add(name);
      return waysAt(place).map((spoiling): Plan => ({ route, said: { how: 'instead', fields }, spoilings: [spoiling] }));
    }),
  );
}

/** Valid bodies of the route: whole ones, whole ones with the fields of the valid call, and the body of the valid call. */
function bodiesOf(route: RouteId, { body = {} }: Right, seed: number): readonly object[] {
  const takes = bodyTakenBy(route);
  if (takes === undefined) return [];
  const whole = fc
    .sample(valid(takes, 'whole'), { seed, numRuns: samples })
    .filter((one) => typeof one === 'object' && one !== null);
  const all = [...whole.map((one) => ({ ...one, ...body })), ...whole.map((one) => ({ ...one })), body];
  return all.filter((one) => takes.safeParse(one).success);
}

const waysOf = {
  wrong: wrongAtAll,
  odd: (place: Place) => [...(place.kind === 'text' ? [halfCharacterAt(place)] : []), ...prototypeNamesAt(place)],
} as const satisfies Record<string, Ways>;

function wrongAtAll(place: Place): readonly Spoiling[] {
  const wrong = Array.from({ length: sweptValuesOf(place.kind) }, (_, which) => wrongAt(place, which));
  const none = nullAt(place);
  return [
    ...wrong,
    ...(none === undefined ? [] : [none]),
    ...(place.kind === 'text' ? [brokenByteAt(place)] : []),
    ...(place.kind === 'object' ? [unknownFieldIn(place, (mark) => mark), unknownFieldIn(place, () => '__proto__')] : []),
  ];
}
