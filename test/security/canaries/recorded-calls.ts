/** Everything that clients send to the service and that it answers, as seen on the network. */
import { vi, type MockInstance } from 'vitest';
import { methodOf, patternOf, type RouteId } from '../../../client/route.ts';
import type { HttpRequest, HttpResponse, Transport } from '../../../client/transport.ts';
import { theService } from '../../e2e/support/service.ts';
import { routeIds } from '../role-table.ts';

export interface RecordedCall {
  readonly route: RouteId;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly token: string | undefined;
  readonly answered: HttpResponse;
}

let spy: MockInstance<Transport> | undefined;

/** Records from now on, and changes nothing. */
export function startRecording(): void {
  spy = vi.spyOn(theService(), 'transport');
}

/** Stops the recording and gives the calls that were answered. */
export function stopRecording(): readonly RecordedCall[] {
  const { calls = [], settledResults = [] } = spy?.mock ?? {};
  const recorded = calls.flatMap(([request], at) => {
    const result = settledResults[at];
    const url = new URL(request.path, theService().url);
    const route = routeIds.find((id) => methodOf(id) === request.method && shapes.get(id)?.test(url.pathname) === true);
    if (result?.type !== 'fulfilled' || route === undefined) return [];
    const query = Object.fromEntries(url.searchParams);
    return [{ route, query, body: bodyIn(request), token: tokenIn(request), answered: result.value }];
  });
  spy?.mockRestore();
  return recorded;
}

function bodyIn({ body }: HttpRequest): unknown {
  return body === undefined ? undefined : JSON.parse(body);
}

function tokenIn({ headers }: HttpRequest): string | undefined {
  return headers['authorization']?.replace('Bearer ', '');
}

const shapes = new Map(routeIds.map((id) => [id, new RegExp(`^${patternOf(id).replaceAll(/\{\w+\}/gu, '[^/]+')}$`, 'u')]));

/** The credentials that the service gave out: seekers' tokens, come-back tokens, keys, invitations. */
export function credentialsIn(recorded: readonly RecordedCall[]): readonly string[] {
  const given = recorded.flatMap(({ answered }) => answered.text.match(/\b(?:est|ecb|ek_live|ek_test|inv)_[\w.-]+/gu) ?? []);
  const brought = recorded.flatMap(({ token }) => token ?? []);
  return [...new Set([...given, ...brought])];
}
