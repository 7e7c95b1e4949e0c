/** The whole contract: one row for each route. */
import type { HttpFunctionName } from '../names.ts';
import { auditRoutes } from './audit.ts';
import { availabilityRoutes } from './availability.ts';
import { blockRoutes } from './blocks.ts';
import { boardRoutes } from './board.ts';
import { caseRoutes } from './cases.ts';
import { conversationRoutes } from './conversations.ts';
import { feedbackRoutes } from './feedback.ts';
import { liveRoutes } from './live.ts';
import { offerRoutes } from './offers.ts';
import { partnerRoutes } from './partners.ts';
import type { Method, RouteContract } from './route.ts';
import { serviceRoutes } from './service.ts';
import { spaceRoutes } from './spaces.ts';
import { talkRequestRoutes } from './talk-requests.ts';
import { volunteerRoutes } from './volunteers.ts';
import { webhookRoutes } from './webhooks.ts';

/** The rows by resource, each with its description in the OpenAPI document. */
export const resources = [
  { name: 'Service', description: 'What the service says about itself.', routes: serviceRoutes },
  { name: 'Spaces', description: 'The public page of a space, its settings and its coordinators.', routes: spaceRoutes },
  { name: 'Talk requests', description: 'Requests to talk: asking, waiting, cancelling, erasing.', routes: talkRequestRoutes },
  {
    name: 'Conversations',
    description: 'The conversation that follows a match, until its end and after it.',
    routes: conversationRoutes,
  },
  { name: 'Availability', description: 'Whether a volunteer is available.', routes: availabilityRoutes },
  { name: 'Offers', description: 'The requests that a volunteer is asked to take.', routes: offerRoutes },
  { name: 'Volunteers', description: 'The volunteers of a space.', routes: volunteerRoutes },
  { name: 'Board', description: 'The live board of a space.', routes: boardRoutes },
  { name: 'Cases', description: 'Reports and escalations.', routes: caseRoutes },
  { name: 'Blocks', description: 'Pairs of a seeker and a volunteer who are not matched again.', routes: blockRoutes },
  { name: 'Live', description: 'Tickets for sockets. The frames are in the AsyncAPI document.', routes: liveRoutes },
  { name: 'Feedback', description: 'What seekers and volunteers said about their talks, in groups.', routes: feedbackRoutes },
  { name: 'Audit', description: 'Who did what in a space.', routes: auditRoutes },
  { name: 'Partners', description: 'Partner apps and their keys.', routes: partnerRoutes },
  { name: 'Webhooks', description: 'Addresses that are told of events, and what was sent to them.', routes: webhookRoutes },
] as const;

export const contract = {
  ...serviceRoutes,
  ...spaceRoutes,
  ...talkRequestRoutes,
  ...conversationRoutes,
  ...availabilityRoutes,
  ...offerRoutes,
  ...volunteerRoutes,
  ...boardRoutes,
  ...caseRoutes,
  ...blockRoutes,
  ...liveRoutes,
  ...feedbackRoutes,
  ...auditRoutes,
  ...partnerRoutes,
  ...webhookRoutes,
} as const satisfies Record<string, RouteContract>;

export type Contract = typeof contract;
export type RouteId = keyof Contract;

/** The routes that a function serves. */
export type RoutesOf<Name extends HttpFunctionName> = {
  [Id in RouteId]: Contract[Id]['function'] extends Name ? Id : never;
}[RouteId];

/** Narrows a name to that of a route. */
export function isRouteId(name: string): name is RouteId {
  return Object.hasOwn(contract, name);
}

/** The methods by which a route can be called. `HEAD` works where `GET` does. */
export function methodsOf({ method }: Pick<RouteContract, 'method'>): readonly (Method | 'HEAD')[] {
  return method === 'GET' ? ['GET', 'HEAD'] : [method];
}

/** Every route, in the order of the contract. */
export const routeIds: readonly RouteId[] = Object.keys(contract).filter(isRouteId);
