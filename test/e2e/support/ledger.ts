/** All answers of the whole run, so that the last suite can tell which ones never came. */
import type { RouteId } from '../../../client/route.ts';
import { contract } from '../../../shared/contract/contract.ts';
import type { RouteContract } from '../../../shared/contract/route.ts';

const seen = new Map<RouteId, Set<string>>();

/** Notes an answer: the status of a success, the slug of a problem. */
export function note(route: RouteId, outcome: string): void {
  const known = seen.get(route) ?? new Set();
  seen.set(route, known.add(outcome));
}

function documented(route: RouteId): readonly string[] {
  const rules: RouteContract = contract[route];
  return [...Object.keys(rules.answers), ...rules.problems];
}

/** `route outcome` for every answer that the contract names and that never came. */
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
