import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Problem } from '../../../shared/contract/problems.ts';
import { bugIn } from '../../../shared/app/store/bugs.ts';
import type { Log } from '../../../shared/ports.ts';
import { problemReply, type Reply } from '../responses.ts';
import { Refused } from '../refused.ts';
import type { Edge, Inner } from './types.ts';

/** Thrown errors that are no bugs, by name: middy's error shortly before the timeout of the function; the secret cannot be read yet. */
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
 * Turns a thrown error into a problem document. A temporary error is a 503. Any other error is a bug: its name and place are logged, and the
 * answer contains no part of its message.
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
  log.write(bugIn(route, error));
  return { code: 'internal' };
}

function refusal(event: APIGatewayProxyEventV2, { problem: refused, headers }: Refused): Reply {
  const reply = problemReply(event, refused);
  return { ...reply, headers: { ...reply.headers, ...headers } };
}
