/** The routes for any caller: the public view of a space, help resources, health, the contract; and all paths that do not exist. */
import { api, type HttpHandler } from '../http/api.ts';
import type { HttpContext } from '../http/context.ts';
import { health, openapi, type Deployment } from '../http/routes/service.ts';
import { listResources, showSpace } from '../http/routes/spaces.ts';

export function publicRoutes(context: HttpContext, deployment: Deployment): HttpHandler {
  return api<'public'>(context, { health: health(deployment), openapi: openapi(deployment), showSpace, listResources });
}
