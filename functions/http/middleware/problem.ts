import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Problem } from '../../../shared/contract/problems.ts';
import type { Log } from '../../../shared/ports.ts';
import { problemReply, type Reply } from '../responses.ts';
import { Refused } from '../refused.ts';
import { stackOf } from '../error-stack.ts';
import type { Edge, Inner } from './types.ts';

/** What is thrown but is no bug, by name: middy's own error before Lambda ends the invocation with a bare 503; no secret yet. */
const passing = new Map([
  ['TimeoutError', 'out-of-time'],
  ['SecretUnavailable', 'secret-unavailable'],
] as const);

/** Turns a refusal into a problem document. */
export function refusals(): Inner {
  return {
    onError: (request) => {
      const { error, event } = request;
      if (error instanceof Refused) request.response = refusal(event.event, error);
    },
  };
}

/**
 * Turns whatever is thrown into a problem document. What will pass is 503. Anything else is a bug: it is logged by name and place, and
 * answered without a word of its message.
 */
export function problem(log: Log): Edge {
  return {
    onError: (request) => {
      const { event } = request;
      const error = request.error ?? undefined;
      request.response =
        error instanceof Refused ? refusal(event, error) : problemReply(event, noted(log, event.routeKey, error));
    },
  };
}

function noted(log: Log, route: string, error: Error | undefined): Problem {
  const code = [...passing].find(([name]) => name === error?.name)?.[1];
  if (code !== undefined) {
    log.write({ code, fields: { route } });
    return { code: 'unavailable' };
  }
  log.write({ code: 'bug', fields: { route, error: error?.name ?? 'unknown', stack: stackOf(error ?? null) } });
  return { code: 'internal' };
}

function refusal(event: APIGatewayProxyEventV2, { problem: refused, headers }: Refused): Reply {
  const reply = problemReply(event, refused);
  return { ...reply, headers: { ...reply.headers, ...headers } };
}
