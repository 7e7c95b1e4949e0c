/** What anybody may ask: the page of a space, help, health, the contract. And every path that is none. */
import { contract } from '../../shared/contract/contract.ts';
import { openApiDocument } from '../../shared/contract/openapi.ts';
import { spaceId } from '../../shared/domain/ids.ts';
import { ok } from '../../shared/domain/result.ts';
import { estimateForAnybody } from '../../shared/app/counting/estimate-for.ts';
import { anybodyFree, waitingCount } from '../../shared/app/rooms.ts';
import { spaceOr404 } from '../../shared/app/spaces/load-space.ts';
import { spacePage } from '../../shared/app/spaces/space-pages.ts';
import { api } from '../http/api.ts';
import { fallback } from '../http/fallback.ts';
import { noBody } from '../../shared/contract/common.ts';
import { entityTags } from '../http/input.ts';
import { bind, nothing } from '../http/route.ts';
import { supportBlock } from '../http/support-block.ts';
import { tagOf } from '../http/tags.ts';
import { environment } from '../runtime/environment.ts';

const { EARSHOT_VERSION: version, PUBLIC_URL: url } = environment;
const params = { space: spaceId };

let document: object | undefined;
/** Made once: it takes tens of milliseconds, and anybody may ask for it. */
const described = (): object => (document ??= openApiDocument({ version, url }));

export const handler = api(
  [
    bind('health', nothing, () => Promise.resolve(ok({ body: { status: 'ok', version } }))),
    bind('openapi', nothing, () => Promise.resolve(ok({ body: described() }))),
    bind(
      'showSpace',
      { params, query: contract.showSpace.query, body: noBody },
      async ({ ports, now, params: { space: id }, query, event }) => {
        const space = await spaceOr404(ports, id);
        if (!space.ok) return space;
        const [waiting, free] = await Promise.all([waitingCount(ports, id), anybodyFree(ports, space.value, now)]);
        if (!waiting.ok) return waiting;
        if (!free.ok) return free;
        const estimate = await estimateForAnybody(ports, space.value, waiting.value);
        if (!estimate.ok) return estimate;
        const page = spacePage(space.value, { waiting: waiting.value, anybodyFree: free.value, estimate: estimate.value }, now);
        // What is shown changes with the room; what may be edited only with `rev`, which comes first and is what `If-Match` is held against.
        const etag = `${space.value.rev}.${tagOf(page)}`;
        if (entityTags(event.headers['if-none-match'])?.includes(etag)) return ok({ status: 304, etag });
        return ok({ body: page, etag, about: { space: space.value, country: query.country } });
      },
    ),
    bind(
      'listResources',
      { params, query: contract.listResources.query, body: noBody },
      async ({ ports, now, params: { space: id }, query }) => {
        const space = await spaceOr404(ports, id);
        if (!space.ok) return space;
        const about = {
          space: space.value,
          country: query.country,
          languages: query.language === undefined ? undefined : [query.language],
          topic: query.topic,
        };
        return ok({ body: { items: supportBlock(about, now).resources }, about });
      },
    ),
  ],
  fallback,
);
