/** A plan of a request: a route, a valid body or another one, and the ways in which the call is spoiled. A seed makes a plan. */
import fc from 'fast-check';
import { SeededRandom } from '../../random/seeded-random.ts';
import { type RouteId, contract } from '../../shared/contract/contract.ts';
import { isOpenToAll, rulesOf, bodyTakenBy } from './draft.ts';
import * as body from './spoil/body.ts';
import * as bytes from './spoil/bytes.ts';
import * as credentials from './spoil/credentials.ts';
import * as headers from './spoil/headers.ts';
import * as paths from './spoil/paths.ts';
import { oddWire } from './spoil/wire.ts';
import type { Spoiling } from './spoil/spoiling.ts';
import { valid } from './valid.ts';

export interface Plan {
  readonly route: RouteId;
  /** Fields beside those of the valid body, or instead of them. */
  readonly said: { readonly how: 'right' | 'beside' | 'instead'; readonly fields: unknown };
  readonly spoilings: readonly Spoiling[];
}

/** `spoiled`: only in ways that must be refused. `any`: in any way, or not at all. */
export type Mode = 'spoiled' | 'any';

const isRoute = (id: string): id is RouteId => id in contract;
/** Every route of the contract. */
export const everyRoute: readonly RouteId[] = Object.keys(contract).filter(isRoute);

/** The most ways at once: most bugs need one way, some need two. */
const waysMax = 3;

type Weighted = readonly [weight: number, ...arbitraries: readonly fc.Arbitrary<Spoiling>[]];

/** The ways that this route must refuse. */
function refused(route: RouteId): readonly Weighted[] {
  const { callers } = rulesOf(route);
  const isOpen = isOpenToAll(route);
  const needsCredential = !callers.includes('anyone');
  return [
    [6, body.wrongValue],
    [2, body.nullValue],
    [4, body.unknownField],
    [1, body.hugeBody],
    [5, bytes.brokenBytes],
    [2, paths.badQuery],
    [3, ...paths.badParameter(route)],
    [2, paths.badPath],
    [1, paths.badMethod],
    [3, ...headers.badHeaders(route)],
    [3, ...(isOpen ? [] : [credentials.falseCredential])],
    [1, ...(needsCredential ? [credentials.noCredential] : [])],
  ];
}

/** The ways that this route may accept or refuse. */
function odd(route: RouteId): readonly Weighted[] {
  return [
    [20, body.hostileText],
    [6, body.anyText],
    [6, body.halfCharacter],
    [6, body.edgeValue],
    [4, body.hostileRecord],
    [5, bytes.oddBytes],
    [8, headers.oddHeader],
    [3, headers.oddPreference],
    [4, headers.manyHeaders],
    [2, ...(rulesOf(route).waits === true ? [fc.constant(headers.heldForASecond)] : [])],
    [2, ...(rulesOf(route).method === 'GET' ? [fc.constant(paths.asHead)] : [])],
    [5, paths.oddQuery],
    [4, ...paths.oddParameter(route)],
    [8, credentials.otherCaller],
    [8, credentials.otherId],
    [6, oddWire],
  ];
}

function anyOf(weighted: readonly Weighted[]): fc.Arbitrary<Spoiling> {
  return fc.oneof(...weighted.flatMap(([weight, ...arbitraries]) => arbitraries.map((arbitrary) => ({ weight, arbitrary }))));
}

function planOf(route: RouteId, mode: Mode): fc.Arbitrary<Plan> {
  const bad = anyOf(refused(route));
  // About one gigantic body in two thousand requests, because each is 10 MB.
  const any = fc.oneof(
    { weight: 400, arbitrary: anyOf(odd(route)) },
    { weight: 200, arbitrary: bad },
    { weight: 1, arbitrary: bytes.giganticBody },
  );
  const spoilings =
    mode === 'spoiled' ? fc.array(bad, { minLength: 1, maxLength: waysMax }) : fc.array(any, { maxLength: waysMax });
  const takes = bodyTakenBy(route);
  const said =
    takes === undefined
      ? fc.constant({ how: 'right', fields: undefined } as const)
      : fc.record({ how: fc.constantFrom('right', 'beside', 'instead'), fields: valid(takes) });
  return fc.record({ route: fc.constant(route), said, spoilings });
}

const known = new Map<string, fc.Arbitrary<Plan>>();

/** The plans of one route. */
export function plansOf(route: RouteId, mode: Mode): fc.Arbitrary<Plan> {
  const name = `${route} ${mode}`;
  const plans = known.get(name) ?? planOf(route, mode);
  known.set(name, plans);
  return plans;
}

/** The seed of the nth request of a run, and its route. They do not depend on the other requests of the run. */
export function seedOf(seed: number, n: number): { readonly seed: number; readonly route: RouteId } {
  const random = new SeededRandom(seed).of('request', n);
  return { route: random.pick(everyRoute), seed: random.integer(0, 2 ** 31 - 1) };
}

/** The plan that a seed makes. */
export function planFrom(seed: number, route: RouteId, mode: Mode): Plan {
  const [plan] = fc.sample(plansOf(route, mode), { seed, numRuns: 1 });
  if (plan === undefined) throw new Error('fast-check made no plan');
  return plan;
}
