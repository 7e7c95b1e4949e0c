/** What the client reads of a route in the contract: its method, its path, and the parameters in that path. */
import { contract, type Contract, type RouteId } from '../shared/contract/contract.ts';

export type { RouteId } from '../shared/contract/contract.ts';

type NamesIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

/** The names of the parameters in the path of a route. */
export type ParameterOf<Id extends RouteId> = NamesIn<Contract[Id]['path']>;

/** The method of a route. */
export function methodOf(id: RouteId): string {
  return contract[id].method;
}

/** The path of a route as the contract spells it: parameters in braces. */
export function patternOf(id: RouteId): string {
  return contract[id].path;
}
