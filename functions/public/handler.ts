/** The routes for any caller: the public view of a space, help resources, what the service says about itself; and all paths that do not exist. */
import { api, type HttpHandler } from '../http/api.ts';
import type { HttpContext } from '../http/context.ts';
import { asyncapi, health, openapi, showService, type Deployment } from '../http/routes/service.ts';
import { listResources, showSpace } from '../http/routes/spaces.ts';

export function publicRoutes(context: HttpContext, deployment: Deployment): HttpHandler {
  return api<'public'>(context, {
    showService: showService(deployment),
    health: health(deployment),
    openapi: openapi(deployment),
    asyncapi: asyncapi(deployment, context),
    showSpace,
    listResources,
  });
}
