/** The function behind the WebSocket API: it opens sockets, and answers each frame of a client by one frame. */
import type { Context } from 'aws-lambda';
import { connect } from '../../shared/app/live/connect.ts';
import { problemFrameOf, textOf } from '../../shared/app/live/frames.ts';
import { receive } from '../../shared/app/live/receive.ts';
import { bugIn } from '../../shared/app/store/bugs.ts';
import { problems, type Problem } from '../../shared/contract/problems.ts';
import type { Log } from '../../shared/ports.ts';
import type { EventContext } from '../runtime/context.ts';
import { socketEvent } from './event.ts';

export interface LiveContext extends EventContext {
  /** Origins of browser pages that may open a socket. */
  readonly origins: readonly string[];
  readonly log: Log;
}

interface Answer {
  readonly statusCode: number;
  /** The frame that goes back to the client. The gateway shows no body when it refuses a connection. */
  readonly body?: string;
}

/**
 * An unexpected error is a line of the log, 500 for a new connection, and a problem frame for a message. While the secret cannot be
 * read it is 503. A browser does not show the status to its page, which then asks for another ticket.
 */
export function live({ ports: portsOf, clock, origins, log }: LiveContext): (event: unknown, lambda: Context) => Promise<Answer> {
  return async (given, lambda) => {
    const event = socketEvent.parse(given);
    try {
      const ports = await portsOf(lambda);
      if (event.kind === 'message') return { statusCode: 200, body: await receive(ports, event, clock()) };
      const opened = await connect(ports, { ...event, origins }, clock());
      return { statusCode: opened.ok ? 200 : problems[opened.error.code].status };
    } catch (error) {
      const problem = noted(log, event.kind, error instanceof Error ? error : undefined);
      if (event.kind === 'connect') return { statusCode: problems[problem.code].status };
      return { statusCode: 200, body: textOf(problemFrameOf(problem, {}, clock())) };
    }
  };
}

function noted(log: Log, kind: string, error: Error | undefined): Problem {
  const route = `socket ${kind}`;
  if (error?.name === 'SecretUnavailable') {
    log.write({ code: 'secret-unavailable', fields: { route } });
    return { code: 'unavailable' };
  }
  log.write(bugIn(route, error));
  return { code: 'internal' };
}
