/** The whole contract: every route of `routes.ts` with what it takes and answers. A route without an entry does not compile. */
import type { RouteId } from '../routes.ts';
import { conversationRoutes } from './conversations.ts';
import { coordinationRoutes } from './coordination.ts';
import { operationRoutes } from './operations.ts';
import type { RouteContract } from './route.ts';
import { spaceRoutes } from './spaces.ts';
import { talkRequestRoutes } from './talk-requests.ts';
import { volunteerRoutes } from './volunteers.ts';

export const contract = {
  ...spaceRoutes,
  ...talkRequestRoutes,
  ...conversationRoutes,
  ...volunteerRoutes,
  ...coordinationRoutes,
  ...operationRoutes,
} as const satisfies Record<RouteId, RouteContract>;

export type Contract = typeof contract;
