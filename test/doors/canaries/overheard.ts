/** Everything that is said to the service and answered by it, as somebody on the line would hear it. */
import { vi } from 'vitest';
import type { MockInstance } from 'vitest';
import type { Answered, CallOptions, Client } from '../../../client/client.ts';
import { type RouteId, contract } from '../../../shared/contract/contract.ts';
import { theService } from '../../e2e/support/service.ts';
import { routeIds } from '../role-table.ts';

export interface Overheard extends CallOptions {
  readonly route: RouteId;
  readonly query: Readonly<Record<string, string>>;
  readonly answered: Answered;
}

let line: MockInstance<Client['call']> | undefined;

/** Listens from now on; nothing is changed by it. */
export function listen(): void {
  line = vi.spyOn(theService().client, 'call');
}

/** Stops listening, and gives what was heard: only calls that were answered. */
export function hangUp(): readonly Overheard[] {
  const { calls = [], settledResults = [] } = line?.mock ?? {};
  const heard = calls.flatMap(([method, path, options = {}], at) => {
    const settled = settledResults[at];
    const url = new URL(path, theService().url);
    const route = routeIds.find((id) => contract[id].method === method && shapes.get(id)?.test(url.pathname) === true);
    if (settled?.type !== 'fulfilled' || route === undefined) return [];
    return [{ ...options, route, query: Object.fromEntries(url.searchParams), answered: settled.value }];
  });
  line?.mockRestore();
  return heard;
}

const shapes = new Map(routeIds.map((id) => [id, new RegExp(`^${contract[id].path.replaceAll(/\{\w+\}/gu, '[^/]+')}$`, 'u')]));

/** The credentials that were given out: tokens of seekers, come-back tokens, keys, invitations. */
export function credentialsIn(heard: readonly Overheard[]): readonly string[] {
  const given = heard.flatMap(
    ({ answered }) => (JSON.stringify(answered.body) ?? '').match(/\b(?:est|ecb|ek_live|ek_test|inv)_[\w.-]+/gu) ?? [],
  );
  const brought = heard.flatMap(({ token }) => token ?? []);
  return [...new Set([...given, ...brought])];
}
