/** One Lambda function behind the HTTP API: two middy stacks around the routes bound to it. */
import middy from '@middy/core';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type { RoutesOf } from '../../shared/contract/contract.ts';
import type { HttpFunctionName } from '../../shared/names.ts';
import { answerAs } from './csv.ts';
import type { Answer, Reply } from './responses.ts';
import type { HttpContext } from './context.ts';
import { authenticator } from './credentials.ts';
import { answerReserveMs } from './limits.ts';
import { authenticate } from './middleware/authenticate.ts';
import { headers } from './middleware/headers.ts';
import { longPoll } from './middleware/long-poll.ts';
import { parse } from './middleware/parse.ts';
import { problem, refusals } from './middleware/problem.ts';
import { shed } from './middleware/shed.ts';
import { support, supportOfThrown } from './middleware/support.ts';
import { noSuchRoute } from './no-such-route.ts';
import { Refused } from './refused.ts';
import { bind, type BoundRoute, type Handler } from './route.ts';
import type { RequestContext } from './request-context.ts';

/** A handler for each route that the contract assigns to the function, and for no other route. */
export type Handlers<Name extends HttpFunctionName> = { readonly [Id in RoutesOf<Name>]: Handler<Id> };

export type HttpHandler = (event: APIGatewayProxyEventV2, lambda: Context) => Promise<Answer>;

/**
 * Makes the handler of one function. It answers every route of `handlers`, and API Gateway's `$default` with 404 or 405. An event for
 * another route is a bug of the template. Middlewares before the handler run from the first to the last, those after it and those for
 * errors from the last to the first.
 */
export function api<Name extends HttpFunctionName>(context: HttpContext, handlers: Handlers<Name>): HttpHandler {
  const routes = new Map(boundRoutes(handlers).flatMap((route) => route.routeKeys.map((key) => [key, route] as const)));
  const routeOf = (event: APIGatewayProxyEventV2): BoundRoute | undefined => routes.get(event.routeKey);
  const served = innerStack(context);
  const edge = middy<APIGatewayProxyEventV2, Reply>({ timeoutEarlyInMillis: answerReserveMs })
    .use(headers())
    .use(supportOfThrown(context, routeOf))
    .use(problem(context.log))
    .use(shed(context, routeOf))
    .handler(async (event, lambda) => {
      const route = routeOf(event);
      if (route === undefined && event.routeKey === '$default') throw noSuchRoute(event);
      if (route === undefined) throw new Error(`no handler for the route ${event.routeKey}`);
      return context.load.serve(async () => {
        const ports = await context.ports(lambda);
        return served({ event, route, ports, now: context.clock() }, lambda);
      });
    });
  return async (event, lambda) => {
    const { body, ...head } = answerAs(await edge(event, lambda), routeOf(event)?.contract, event);
    return event.requestContext.http.method === 'HEAD' || body === undefined ? head : { ...head, body };
  };
}

function boundRoutes<Name extends HttpFunctionName>(handlers: Handlers<Name>): readonly BoundRoute[] {
  const isHandled = (id: string): id is RoutesOf<Name> => Object.hasOwn(handlers, id);
  return Object.keys(handlers)
    .filter(isHandled)
    .map((id) => bind(id, handlers));
}

/** Handles one event within the time that the function has. */
function innerStack(context: HttpContext) {
  const whoIs = authenticator(context.verify);
  const longPollContext = { ...context, authenticate: whoIs };
  return middy<RequestContext, Reply>({ timeoutEarlyInMillis: 0 })
    .use(support(context))
    .use(refusals())
    .use(authenticate(whoIs))
    .use(parse(longPollContext))
    .use(longPoll(longPollContext))
    .handler(replyOf);
}

async function replyOf({ run, route, now }: RequestContext): Promise<Reply> {
  if (run === undefined) throw new Error('`parse` comes before the handler');
  const outcome = await run(now);
  if (!outcome.ok) throw new Refused(outcome.error);
  return { ...outcome.value, status: outcome.value.status ?? usualStatus(route) };
}

/** The only success status of the route in the contract. */
function usualStatus({ contract: { answers } }: BoundRoute): number {
  return Math.min(...Object.keys(answers).map(Number));
}
