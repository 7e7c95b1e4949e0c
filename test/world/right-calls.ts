/** A correct call for every route. Tests make it wrong on purpose, or make it as another caller. */
import type { RouteId } from '../../client/route.ts';
import type { Sent } from '../../client/sent.ts';

/** The ids and credentials of one entity of each kind in one space. */
export interface RightWorld {
  readonly space: string;
  /** The tokens of operators, coordinators, partners and volunteers. */
  readonly tokens: {
    readonly operator: string;
    readonly coordinator: string;
    readonly partner: string;
    readonly volunteer: string;
    readonly invited: string;
  };
  /** A request that waits. */
  readonly waiting: { readonly id: string; readonly token: string };
  /** A conversation that is open, and the seeker's token. */
  readonly talk: { readonly id: string; readonly token: string };
  /** Two offers that are open, each with the token of the volunteer who holds it. */
  readonly accepting: { readonly offer: string; readonly token: string };
  readonly declining: { readonly offer: string; readonly token: string };
  /** The space that is edited. */
  readonly editedSpace: string;
  readonly volunteer: string;
  /** The volunteer who is edited. */
  readonly editedVolunteer: string;
  /** The code of an invitation. */
  readonly invitation: string;
  readonly escalation: string;
  readonly report: string;
  /** A block of a seeker and a volunteer. */
  readonly block: string;
  /** A verified webhook endpoint of the space and one of its partner, and what was sent to each. */
  readonly endpoints: {
    /** Where a receiver takes every message. */
    readonly url: string;
    readonly space: RightEndpoint;
    readonly partner: RightEndpoint & { readonly id: string };
  };
  /** A partner whose key may be revoked. */
  readonly other: { readonly id: string; readonly keyId: string };
}

/** An endpoint that is told of nothing, and another one that may be deleted. */
export interface RightEndpoint {
  readonly endpoint: string;
  readonly delivery: string;
  readonly code: string;
  readonly deleted: string;
}

export interface RightTexts {
  /** An Idempotency-Key that no other call has. */
  idempotencyKey(): string;
  /** A text written by a person, by its kind: letters, digits and hyphens. */
  written(kind: 'report' | 'feedback' | 'note' | 'sub'): string;
  /** A text by which a space or a partner describes itself. */
  stated(about: 'name' | 'partner'): string;
  /** The body that creates a space. */
  readonly newSpace: Sent<'createSpace'>['body'];
}

/** Milliseconds for which a join link is valid. */
const hourMs = 3_600_000;

type RightCalls = { readonly [Id in RouteId]: Sent<Id> };

/** In this order all calls succeed, except `rematch`, which is too early. */
export function rightCalls(world: RightWorld, texts: RightTexts): RightCalls {
  return {
    ...publicCalls(world),
    ...seekerCalls(world, texts),
    ...volunteerCalls(world, texts),
    ...managingCalls(world, texts),
    ...webhookCalls(world, texts),
  };
}

function publicCalls({ space }: RightWorld) {
  const params = { space };
  return {
    showService: {},
    health: {},
    openapi: {},
    asyncapi: {},
    showSpace: { params },
    listResources: { params, query: { country: 'FR', language: 'fr', topic: 'general' } },
  } satisfies Partial<RightCalls>;
}

function seekerCalls(world: RightWorld, { idempotencyKey, written }: RightTexts) {
  const params = { space: world.space };
  const asking = { params, token: world.tokens.partner };
  const body = { languages: ['fr'], channel: 'chat', groundRulesVersion: 1 } as const;
  const ofRequest = { params: { ...params, request: world.waiting.id }, token: world.waiting.token };
  const ofTalk = { params: { ...params, conversation: world.talk.id }, token: world.talk.token };
  const join = {
    seeker: { url: 'https://join.example/s' },
    volunteer: { url: 'https://join.example/v' },
    expiresAt: new Date(Date.now() + hourMs).toISOString(),
  };
  // The case of the request that waits. Once that is cancelled, there are no volunteers to reach.
  const ofCase = { params: { ...params, escalation: world.escalation }, token: world.tokens.coordinator };
  return {
    reachVolunteers: ofCase,
    ask: { ...asking, idempotencyKey: idempotencyKey(), body },
    match: { ...asking, idempotencyKey: idempotencyKey(), body: { ...body, waitSeconds: 0 } },
    showRequest: ofRequest,
    talkLive: ofRequest,
    stillHere: ofRequest,
    sayNotSafe: ofRequest,
    cancelRequest: ofRequest,
    eraseRequest: ofRequest,
    showConversation: ofTalk,
    setJoin: { ...ofTalk, token: world.tokens.partner, body: join },
    hereInConversation: ofTalk,
    rematch: ofTalk,
    giveFeedback: { ...ofTalk, body: { heard: 'yes', rating: 5, text: written('feedback'), shareText: true } },
    report: { ...ofTalk, idempotencyKey: idempotencyKey(), body: { category: 'other', text: written('report'), block: false } },
    endConversation: { ...ofTalk, body: { heavy: false } },
    block: ofTalk,
  } satisfies Partial<RightCalls>;
}

function volunteerCalls(world: RightWorld, { idempotencyKey }: RightTexts) {
  const { tokens, accepting, declining } = world;
  const params = { space: world.space };
  const mine = { params, token: tokens.volunteer };
  return {
    me: { token: tokens.volunteer },
    acceptInvitation: { token: tokens.invited, params: { code: world.invitation } },
    setAvailability: { ...mine, idempotencyKey: idempotencyKey(), body: { available: true } },
    showAvailability: mine,
    volunteerLive: mine,
    listOffers: mine,
    nextOffer: mine,
    acceptOffer: { params: { ...params, offer: accepting.offer }, token: accepting.token },
    declineOffer: { params: { ...params, offer: declining.offer }, token: declining.token },
    listMyConversations: mine,
    editMe: { ...mine, body: { mutedTopics: ['grief'] } },
    leaveSpace: { params, token: tokens.invited },
  } satisfies Partial<RightCalls>;
}

function managingCalls(world: RightWorld, { idempotencyKey, written, stated, newSpace }: RightTexts) {
  const { space, other } = world;
  const coordinating = { params: { space }, token: world.tokens.coordinator };
  const operating = { token: world.tokens.operator };
  const ofPartner = { ...operating, params: { partner: other.id } };
  const of = <Which extends Readonly<Record<string, string>>>(which: Which) => ({
    ...coordinating,
    params: { ...coordinating.params, ...which },
  });
  return {
    showSettings: coordinating,
    listSpaces: { token: world.tokens.coordinator },
    listCoordinators: coordinating,
    editSpace: { ...coordinating, params: { space: world.editedSpace }, ifMatch: '*', body: { name: stated('name') } },
    confirmResources: { ...of({ country: 'GB' }), body: { confirmed: true } },
    addVolunteer: { ...coordinating, idempotencyKey: idempotencyKey(), body: { role: 'listener', languages: ['en'] } },
    listVolunteers: coordinating,
    showVolunteer: of({ volunteer: world.volunteer }),
    editVolunteer: { ...of({ volunteer: world.editedVolunteer }), ifMatch: '*', body: { topics: ['grief'] } },
    board: coordinating,
    boardLive: coordinating,
    days: coordinating,
    listReports: coordinating,
    showReport: of({ report: world.report }),
    editReport: { ...of({ report: world.report }), body: { state: 'closed' } },
    listBlocks: coordinating,
    liftBlock: of({ block: world.block }),
    listEscalations: coordinating,
    showEscalation: of({ escalation: world.escalation }),
    editEscalation: { ...of({ escalation: world.escalation }), body: { state: 'acknowledged', note: written('note') } },
    showFeedback: coordinating,
    audit: coordinating,
    createSpace: { ...operating, idempotencyKey: idempotencyKey(), body: newSpace },
    addCoordinator: { ...operating, params: { space, sub: written('sub') } },
    removeCoordinator: { ...operating, params: { space, sub: written('sub') } },
    createPartner: { ...operating, idempotencyKey: idempotencyKey(), body: { name: stated('partner'), spaces: [space] } },
    listPartners: operating,
    showPartner: ofPartner,
    editPartner: { ...ofPartner, ifMatch: '*', body: { name: stated('partner') } },
    createKey: { ...ofPartner, idempotencyKey: idempotencyKey(), body: { mode: 'live' } },
    listKeys: ofPartner,
    revokeKey: { ...ofPartner, params: { partner: other.id, key: other.keyId } },
    inviteAgain: of({ volunteer: world.editedVolunteer }),
    deleteVolunteer: of({ volunteer: world.editedVolunteer }),
  } satisfies Partial<RightCalls>;
}

function webhookCalls({ space, tokens, endpoints }: RightWorld, { idempotencyKey }: RightTexts) {
  const ofSpace = { token: tokens.coordinator, params: { space } };
  const ofPartner = { token: tokens.partner, params: { partner: endpoints.partner.id } };
  const oneSpaces = { ...ofSpace, params: { ...ofSpace.params, endpoint: endpoints.space.endpoint } };
  const onePartners = { ...ofPartner, params: { ...ofPartner.params, endpoint: endpoints.partner.endpoint } };
  const since = new Date(Date.now() - hourMs).toISOString();
  return {
    createPartnerEndpoint: {
      ...ofPartner,
      idempotencyKey: idempotencyKey(),
      body: { url: endpoints.url, types: ['talk.matched'] },
    },
    listPartnerEndpoints: ofPartner,
    showPartnerEndpoint: onePartners,
    editPartnerEndpoint: { ...onePartners, body: { types: ['endpoint.failing'] } },
    verifyPartnerEndpoint: { ...onePartners, body: { code: endpoints.partner.code } },
    rotatePartnerEndpointSecret: { ...onePartners, idempotencyKey: idempotencyKey() },
    testPartnerEndpoint: onePartners,
    recoverPartnerEndpoint: { ...onePartners, body: { since } },
    listPartnerDeliveries: onePartners,
    replayPartnerDelivery: { ...onePartners, params: { ...onePartners.params, delivery: endpoints.partner.delivery } },
    deletePartnerEndpoint: { ...onePartners, params: { ...onePartners.params, endpoint: endpoints.partner.deleted } },
    createSpaceEndpoint: { ...ofSpace, idempotencyKey: idempotencyKey(), body: { url: endpoints.url, types: ['report.raised'] } },
    listSpaceEndpoints: ofSpace,
    showSpaceEndpoint: oneSpaces,
    editSpaceEndpoint: { ...oneSpaces, body: { types: ['endpoint.failing'] } },
    verifySpaceEndpoint: { ...oneSpaces, body: { code: endpoints.space.code } },
    rotateSpaceEndpointSecret: { ...oneSpaces, idempotencyKey: idempotencyKey() },
    testSpaceEndpoint: oneSpaces,
    recoverSpaceEndpoint: { ...oneSpaces, body: { since } },
    listSpaceDeliveries: oneSpaces,
    replaySpaceDelivery: { ...oneSpaces, params: { ...oneSpaces.params, delivery: endpoints.space.delivery } },
    deleteSpaceEndpoint: { ...oneSpaces, params: { ...oneSpaces.params, endpoint: endpoints.space.deleted } },
  } satisfies Partial<RightCalls>;
}
