import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { spaceOr404 } from '../../../shared/app/store/load-space.ts';
import { spaceId } from '../../../shared/domain/ids.ts';
import { err } from '../../../shared/domain/result.ts';
import type { EpochMs } from '../../../shared/domain/time.ts';
import type { Reply } from '../responses.ts';
import type { HttpContext } from '../context.ts';
import { hints } from '../hints.ts';
import type { SpaceCache } from '../space-cache.ts';
import { Refused } from '../refused.ts';
import type { BoundRoute } from '../route.ts';
import { supportBlock, type SupportAbout } from '../../../shared/domain/support-block.ts';
import type { RequestContext } from '../request-context.ts';
import type { Edge, Inner } from './types.ts';

type Parts = Pick<HttpContext, 'clock' | 'spaces'>;

/** Adds `support` to all answers of a route that must contain it. */
export function support({ clock, spaces }: Parts): Inner {
  const add: Inner['after'] = async (request) => {
    const { response, event: visit } = request;
    if (!response || !visit.route.contract.support) return;
    const about = await aboutOf(visit, response, spaces);
    request.response = withSupport(response, about, clock());
  };
  return { after: add, onError: add };
}

/** Adds `support` to answers that are given before, or without, reading data. It uses only what the request says. */
export function supportOfThrown(
  { clock, spaces }: Parts,
  routeOf: (event: APIGatewayProxyEventV2) => BoundRoute | undefined,
): Edge {
  return {
    onError: (request) => {
      const { response, event, error } = request;
      const route = routeOf(event);
      if (!response || (error instanceof Refused && route?.contract.support === false)) return;
      request.response = withSupport(response, route === undefined ? {} : hints(event, spaces), clock());
    },
  };
}

function withSupport(reply: Reply, about: SupportAbout, now: EpochMs): Reply {
  return reply.body === undefined ? reply : { ...reply, body: { ...reply.body, support: supportBlock(about, now) } };
}

/** What decides the help resources: the result of the handler, the fields of the request, and the space of the path. */
async function aboutOf({ event, ports }: RequestContext, { about: known }: Reply, spaces: SpaceCache): Promise<SupportAbout> {
  const said = hints(event, spaces);
  if (known?.space !== undefined) return { ...said, ...known, space: spaces.remember(known.space) };
  const id = spaceId.safeParse(event.pathParameters?.['space']);
  const space = id.success ? await spaceOr404(ports, id.data) : err('not-found');
  return { ...said, ...known, ...(space.ok ? { space: spaces.remember(space.value) } : {}) };
}
