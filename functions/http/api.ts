/** One Lambda behind the HTTP API: a middy stack around the routes bound to it. */
import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Problem } from '../../shared/contract/problems.ts';
import { country } from '../../shared/domain/vocabulary.ts';
import { spaceId } from '../../shared/domain/ids.ts';
import { err } from '../../shared/domain/result.ts';
import type { Result } from '../../shared/domain/result.ts';
import type { Ports } from '../../shared/ports.ts';
import { spaceOr404 } from '../../shared/app/spaces/load-space.ts';
import { clock, livePorts } from '../runtime/ports.ts';
import { pressure } from '../runtime/pressure.ts';
import { answer, problemAnswer } from './answers.ts';
import type { Answer } from './answers.ts';
import { authenticate } from './credentials.ts';
import { bodyBytes } from './input.ts';
import { lastKnown, remember } from './known-spaces.ts';
import { answerReserveMs } from './limits.ts';
import type { BoundRoute, Outcome } from './route.ts';
import { shed } from './shedding.ts';
import { stackOf } from './stack.ts';
import { supportBlock } from './support-block.ts';
import type { SupportAbout } from './support-block.ts';

interface Served {
  readonly bound: BoundRoute;
  readonly outcome: Result<Outcome, Problem>;
  readonly about: SupportAbout | undefined;
}

/**
 * Makes the handler of one function. `otherwise` serves API Gateway's `$default`; an event for any other route that is not
 * bound here is a bug of the template.
 */
export function api(bound: readonly BoundRoute[], otherwise?: (event: APIGatewayProxyEventV2) => Answer) {
  const byKey = new Map(bound.map((route) => [route.routeKey, route]));
  return middy<APIGatewayProxyEventV2, Answer>({ timeoutEarlyInMillis: answerReserveMs })
    .use({ onError: (request) => void (request.response = broken(request.event, request.error)) })
    .handler(async (event) => {
      const route = byKey.get(event.routeKey);
      if (route === undefined && otherwise !== undefined) return otherwise(event);
      if (route === undefined) throw new Error(`no handler for the route ${event.routeKey}`);
      const retryAfterSeconds = shed(route.id, () => fieldsOf(event));
      if (retryAfterSeconds !== undefined) return putOff(event, route, retryAfterSeconds);
      return toAnswer(event, await pressure.serve(() => serve(event, route)));
    });
}

/** Authenticates, then hands over to the route. A route for anybody at all looks at no credential. */
async function serve(event: APIGatewayProxyEventV2, bound: BoundRoute): Promise<Served> {
  const ports = await livePorts();
  const now = clock();
  const open = bound.contract.callers.every((caller) => caller === 'anyone');
  const caller = open
    ? ({ ok: true, value: { kind: 'nobody' } } as const)
    : await authenticate(ports, event.headers['authorization'], now);
  const outcome = caller.ok ? await bound.serve({ ports, now, caller: caller.value, event }) : caller;
  return { bound, outcome, about: bound.contract.support ? await aboutOf(ports, event, outcome) : undefined };
}

/** 503 before anything was looked up, with help as far as it needs no looking up. */
function putOff(event: APIGatewayProxyEventV2, { contract }: BoundRoute, retryAfterSeconds: number): Answer {
  return problemAnswer(
    event,
    { code: 'unavailable', retryAfterSeconds },
    contract.support ? supportBlock(hints(event), clock()) : undefined,
  );
}

/** Whose help to show: what the handler knew, what the request said, the space of the path. */
async function aboutOf(ports: Ports, event: APIGatewayProxyEventV2, outcome: Result<Outcome, Problem>): Promise<SupportAbout> {
  const known = outcome.ok ? outcome.value.about : undefined;
  const said = hints(event);
  if (known?.space !== undefined) return { ...said, ...known, space: remember(known.space) };
  const id = spaceId.safeParse(event.pathParameters?.['space']);
  const space = id.success ? await spaceOr404(ports, id.data) : err('not-found');
  return { ...said, ...known, ...(space.ok ? { space: remember(space.value) } : {}) };
}

/**
 * Country and danger as far as a request says them itself, right or wrong otherwise, and the space as it was last known: help does
 * not wait for good input, nor for the store.
 */
function hints(event: APIGatewayProxyEventV2): SupportAbout {
  const said = fieldsOf(event);
  const asked = country.safeParse(event.queryStringParameters?.['country'] ?? said.get('country'));
  const space = lastKnown(event.pathParameters?.['space']);
  return {
    ...(asked.success ? { country: asked.data } : {}),
    ...(space === undefined ? {} : { space }),
    notSafeNow: said.get('notSafeNow') === true,
  };
}

/** The fields of a body that is an object, and none too large to be read. */
function fieldsOf(event: APIGatewayProxyEventV2): ReadonlyMap<string, unknown> {
  try {
    const body: unknown = JSON.parse(bodyBytes(event)?.toString() ?? '');
    return new Map(typeof body === 'object' && body !== null ? Object.entries(body) : []);
  } catch {
    return new Map();
  }
}

function toAnswer(event: APIGatewayProxyEventV2, { bound, outcome, about }: Served): Answer {
  const support = about === undefined ? undefined : supportBlock(about, clock());
  if (!outcome.ok) return problemAnswer(event, outcome.error, support);
  const { status = statusOf(bound), body, etag, location, retryAfterSeconds, headers } = outcome.value;
  const shown = body === undefined || support === undefined ? body : { ...body, support };
  return answer({
    status,
    body: shown,
    ...(etag === undefined ? {} : { etag: `"${etag}"` }),
    location,
    retryAfterSeconds,
    headers,
  });
}

/** The one success the contract gives the route. */
function statusOf(bound: BoundRoute): number {
  return Math.min(...Object.keys(bound.contract.answers).map(Number));
}

/** What is thrown though it is no bug, by name: middy's own error before Lambda would end everything with a bare 503; no secret. */
const passing = new Map([
  ['TimeoutError', 'out-of-time'],
  ['SecretUnavailable', 'secret-unavailable'],
]);

/** What will pass is 503 with help. Anything else is a bug: logged by name and place, answered without a word of it, with help too. */
function broken(event: APIGatewayProxyEventV2, error: Error | null): Answer {
  const code = passing.get(error?.name ?? '');
  if (code !== undefined) {
    console.log(JSON.stringify({ code, route: event.routeKey }));
    return problemAnswer(event, { code: 'unavailable' }, supportBlock(hints(event), clock()));
  }
  console.error(
    JSON.stringify({
      level: 'ERROR',
      code: 'bug',
      route: event.routeKey,
      error: error?.name ?? 'unknown',
      stack: stackOf(error),
    }),
  );
  return problemAnswer(event, { code: 'internal' }, supportBlock(hints(event), clock()));
}
