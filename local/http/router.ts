import type { RouteSpec } from '../plan/api.ts';

/** Where a request goes. */
export interface Match {
  readonly route: RouteSpec;
  /** Decoded; empty when the route has none. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface Pattern {
  readonly route: RouteSpec;
  readonly method: string;
  readonly segments: readonly string[];
  /** Compared as text: the smaller one is the more exact route. */
  readonly rank: string;
}

/**
 * Finds the route of a method and a path; undefined when there is none. The path is as the client sent it, still percent-encoded.
 */
export type Router = (method: string, path: string) => Match | undefined;

/**
 * A router over the routes of an API. An exact path is chosen before one with parameters, and that before a greedy one
 * (`{proxy+}`). A method is chosen before ANY, and `$default` comes last (API Gateway, "Working with routes for HTTP APIs").
 */
export function makeRouter(routes: readonly RouteSpec[]): Router {
  const fallback = routes.find(({ routeKey }) => routeKey === '$default');
  const patterns = routes
    .filter((route) => route !== fallback)
    .map(toPattern)
    .toSorted((a, b) => (a.rank < b.rank ? -1 : 1));
  return (method, path) => {
    const segments = segmentsOf(path);
    const found = patterns.find((pattern) => fits(pattern, method, segments)) ?? undefined;
    if (found !== undefined) return { route: found.route, pathParameters: parametersOf(found.segments, segments) };
    return fallback === undefined ? undefined : { route: fallback, pathParameters: {} };
  };
}

function segmentsOf(path: string): string[] {
  return path.split('/').slice(1);
}

function toPattern(route: RouteSpec): Pattern {
  const [method = '', path = ''] = route.routeKey.split(' ');
  const segments = segmentsOf(path);
  const ranks = segments.map((segment) => (isGreedy(segment) ? '2' : isParameter(segment) ? '1' : '0'));
  return { route, method, segments, rank: `${ranks.join('')}${method === 'ANY' ? '1' : '0'}` };
}

const isParameter = (segment: string): boolean => segment.startsWith('{');
const isGreedy = (segment: string): boolean => segment.endsWith('+}');

function fits({ method, segments: wanted }: Pattern, asked: string, segments: readonly string[]): boolean {
  if (method !== asked && method !== 'ANY') return false;
  const greedy = isGreedy(wanted.at(-1) ?? '');
  if (greedy ? segments.length < wanted.length : segments.length !== wanted.length) return false;
  return wanted.every((segment, at) => (isParameter(segment) ? segments[at] !== '' : segment === segments[at]));
}

function parametersOf(wanted: readonly string[], segments: readonly string[]): Record<string, string> {
  const parameters: Record<string, string> = {};
  wanted.forEach((segment, at) => {
    if (!isParameter(segment)) return;
    const value = isGreedy(segment) ? segments.slice(at).join('/') : (segments[at] ?? '');
    parameters[segment.replace(/[{}+]/g, '')] = decode(value);
  });
  return parameters;
}

/** A text that is not valid percent-encoding is passed on unchanged. The handler decides what to do with it. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
