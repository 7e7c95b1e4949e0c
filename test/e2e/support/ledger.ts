/** What was answered in the whole run: so the end can tell what was never provoked, and what nobody documented. */
import { problemsEverywhere } from '../../../shared/contract/route.ts';
import type { RouteContract } from '../../../shared/contract/route.ts';
import { type RouteId, contract } from '../../../shared/contract/contract.ts';

const seen = new Map<RouteId, Set<string>>();

/** Notes an answer: the status of a success, the slug of a problem. */
export function note(route: RouteId, outcome: string): void {
  const known = seen.get(route) ?? new Set();
  seen.set(route, known.add(outcome));
}

/** What any body may be refused for, whether or not the route takes one. */
const ofAnyBody = ['too-large', 'unsupported-media-type'];

function documented(route: RouteId): readonly string[] {
  const rules: RouteContract = contract[route];
  return [...Object.keys(rules.answers), ...rules.problems];
}

/** `route outcome` for everything that was answered and is not in the contract. */
export function undocumented(): readonly string[] {
  const everywhere: readonly string[] = [...problemsEverywhere, ...ofAnyBody];
  return [...seen].flatMap(([route, outcomes]) =>
    [...outcomes]
      .filter((outcome) => !documented(route).includes(outcome) && !everywhere.includes(outcome))
      .map((outcome) => `${route} ${outcome}`),
  );
}

/** `route outcome` for everything the contract promises that was never answered. */
export function neverSeen(): readonly string[] {
  const isRoute = (id: string): id is RouteId => id in contract;
  return Object.keys(contract)
    .filter(isRoute)
    .flatMap((route) =>
      documented(route)
        .filter((outcome) => seen.get(route)?.has(outcome) !== true)
        .map((outcome) => `${route} ${outcome}`),
    );
}
