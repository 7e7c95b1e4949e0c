import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { HttpContext } from '../context.ts';
import { fieldsOf } from '../body.ts';
import { Refused } from '../refused.ts';
import type { BoundRoute } from '../route.ts';
import { shedder } from '../shedding.ts';
import type { Edge } from './types.ts';

/** Refuses a call with 503 when the process is overloaded, before it reads any data. */
export function shed(
  context: Pick<HttpContext, 'clock' | 'random' | 'log' | 'load'>,
  routeOf: (event: APIGatewayProxyEventV2) => BoundRoute | undefined,
): Edge {
  const decide = shedder(context);
  return {
    before: ({ event }) => {
      const route = routeOf(event);
      const retryAfterSeconds = route === undefined ? undefined : decide(route.id, () => fieldsOf(event));
      if (retryAfterSeconds !== undefined) throw new Refused({ code: 'unavailable', retryAfterSeconds });
    },
  };
}
