/**
 * Every HTTP route: its method, its path as API Gateway spells it, and the function that serves it.
 * Plain data, one home: infrastructure creates the routes from it, `contract/` gives each its schemas,
 * the functions register their handlers by the same ids.
 */

/**
 * The Lambda functions behind HTTP, named for who calls them. `waiting` holds whatever may wait, `deferrable` whatever may be put off:
 * a rush of either takes nothing from those who cancel, end, go off or report.
 */
export type HttpFunctionName = 'public' | 'deferrable' | 'seeker' | 'volunteer' | 'coordinator' | 'operator' | 'waiting';

/** The Lambda functions that something else than HTTP wakes. */
export type EventFunctionName = 'matcher' | 'reconciler' | 'courier';

export type FunctionName = HttpFunctionName | EventFunctionName;

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface RouteShape {
  readonly method: Method;
  readonly path: `/v1/${string}`;
  readonly function: HttpFunctionName;
}

const space = '/v1/spaces/{space}' as const;

export const routes = {
  health: { method: 'GET', path: '/v1/health', function: 'public' },
  openapi: { method: 'GET', path: '/v1/openapi.json', function: 'public' },
  showSpace: { method: 'GET', path: space, function: 'public' },
  listResources: { method: 'GET', path: `${space}/resources`, function: 'public' },

  ask: { method: 'POST', path: `${space}/talk-requests`, function: 'deferrable' },
  showRequest: { method: 'GET', path: `${space}/talk-requests/{request}`, function: 'waiting' },
  cancelRequest: { method: 'POST', path: `${space}/talk-requests/{request}/cancel`, function: 'seeker' },
  stillHere: { method: 'POST', path: `${space}/talk-requests/{request}/here`, function: 'seeker' },
  eraseRequest: { method: 'DELETE', path: `${space}/talk-requests/{request}`, function: 'seeker' },
  match: { method: 'POST', path: `${space}/matches`, function: 'waiting' },

  showConversation: { method: 'GET', path: `${space}/conversations/{conversation}`, function: 'waiting' },
  setJoin: { method: 'PUT', path: `${space}/conversations/{conversation}/join`, function: 'seeker' },
  hereInConversation: { method: 'POST', path: `${space}/conversations/{conversation}/here`, function: 'seeker' },
  endConversation: { method: 'POST', path: `${space}/conversations/{conversation}/end`, function: 'seeker' },
  rematch: { method: 'POST', path: `${space}/conversations/{conversation}/rematch`, function: 'seeker' },
  giveFeedback: { method: 'POST', path: `${space}/conversations/{conversation}/feedback`, function: 'seeker' },
  report: { method: 'POST', path: `${space}/conversations/{conversation}/report`, function: 'seeker' },
  block: { method: 'POST', path: `${space}/conversations/{conversation}/block`, function: 'seeker' },

  me: { method: 'GET', path: '/v1/me', function: 'volunteer' },
  acceptInvitation: { method: 'POST', path: '/v1/invitations/{code}/accept', function: 'volunteer' },
  setAvailability: { method: 'PUT', path: `${space}/me/availability`, function: 'volunteer' },
  listOffers: { method: 'GET', path: `${space}/me/offers`, function: 'waiting' },
  nextOffer: { method: 'POST', path: `${space}/me/offers/next`, function: 'volunteer' },
  acceptOffer: { method: 'POST', path: `${space}/me/offers/{offer}/accept`, function: 'volunteer' },
  declineOffer: { method: 'POST', path: `${space}/me/offers/{offer}/decline`, function: 'volunteer' },
  listMyConversations: { method: 'GET', path: `${space}/me/conversations`, function: 'volunteer' },
  editMe: { method: 'PATCH', path: `${space}/me`, function: 'volunteer' },

  editSpace: { method: 'PATCH', path: space, function: 'coordinator' },
  confirmResources: { method: 'PUT', path: `${space}/resources/{country}/confirmation`, function: 'coordinator' },
  addVolunteer: { method: 'POST', path: `${space}/volunteers`, function: 'coordinator' },
  listVolunteers: { method: 'GET', path: `${space}/volunteers`, function: 'deferrable' },
  showVolunteer: { method: 'GET', path: `${space}/volunteers/{volunteer}`, function: 'coordinator' },
  editVolunteer: { method: 'PATCH', path: `${space}/volunteers/{volunteer}`, function: 'coordinator' },
  board: { method: 'GET', path: `${space}/board`, function: 'waiting' },
  listReports: { method: 'GET', path: `${space}/reports`, function: 'coordinator' },
  editReport: { method: 'PATCH', path: `${space}/reports/{report}`, function: 'coordinator' },
  listEscalations: { method: 'GET', path: `${space}/escalations`, function: 'coordinator' },
  editEscalation: { method: 'PATCH', path: `${space}/escalations/{escalation}`, function: 'coordinator' },
  audit: { method: 'GET', path: `${space}/audit`, function: 'deferrable' },

  createSpace: { method: 'POST', path: '/v1/spaces', function: 'operator' },
  addCoordinator: { method: 'PUT', path: `${space}/coordinators/{sub}`, function: 'operator' },
  removeCoordinator: { method: 'DELETE', path: `${space}/coordinators/{sub}`, function: 'operator' },
  createPartner: { method: 'POST', path: '/v1/partners', function: 'operator' },
  createKey: { method: 'POST', path: '/v1/partners/{partner}/keys', function: 'operator' },
  listKeys: { method: 'GET', path: '/v1/partners/{partner}/keys', function: 'operator' },
  revokeKey: { method: 'DELETE', path: '/v1/partners/{partner}/keys/{key}', function: 'operator' },
} as const satisfies Record<string, RouteShape>;

export type RouteId = keyof typeof routes;
