/** For every route a call that is right as it stands: what the fuzzer then spoils. */
import type { RouteId } from '../../shared/contract/contract.ts';
import { sixSteps } from './world.ts';
import type { World } from './world.ts';

export interface Right {
  /** For the path, by the names in it. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly token?: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Milliseconds that a way in stays good. */
const hourMs = 3_600_000;

const anyTag = { 'if-match': '*' };

/** In this order all of them succeed, but for `rematch`, for which it is too early. Idempotency keys are added by whoever sends. */
export function rightCalls(world: World): Readonly<Record<RouteId, Right>> {
  const { waiting, talk, accepting, declining, other, operator, coordinator } = world;
  const params = { space: world.space };
  const asking = { languages: ['fr'], channel: 'chat', groundRulesVersion: 1 };
  const ofRequest = { params: { ...params, request: waiting.id }, token: waiting.token };
  const ofTalk = { params: { ...params, conversation: talk.id }, token: talk.token };
  const volunteering = { params, token: talk.volunteer.token };
  const coordinating = (more: Readonly<Record<string, string>> = {}) => ({
    params: { ...params, ...more },
    token: coordinator.token,
  });
  const operating = (more: Readonly<Record<string, string>> = {}) => ({ params: more, token: operator.token });
  const join = {
    seeker: { url: 'https://join.example/s' },
    volunteer: { url: 'https://join.example/v' },
    expiresAt: new Date(Date.now() + hourMs).toISOString(),
  };
  return {
    health: {},
    openapi: {},
    showSpace: { params },
    listResources: { params, query: { country: 'FR', language: 'fr', topic: 'general' } },
    ask: { params, token: world.partner.key, body: asking },
    match: { params, token: world.partner.key, body: { ...asking, waitSeconds: 0 } },
    showRequest: ofRequest,
    stillHere: ofRequest,
    cancelRequest: ofRequest,
    eraseRequest: ofRequest,
    showConversation: ofTalk,
    setJoin: { ...ofTalk, token: world.partner.key, body: join },
    hereInConversation: ofTalk,
    rematch: ofTalk,
    giveFeedback: { ...ofTalk, body: { heard: 'yes', rating: 5, text: 'It helped' } },
    report: { ...ofTalk, body: { category: 'other', text: 'Something', block: false } },
    endConversation: { ...ofTalk, body: { heavy: false } },
    block: ofTalk,
    me: { token: talk.volunteer.token },
    acceptInvitation: { token: world.invited.token, params: { code: world.invited.code } },
    setAvailability: { ...volunteering, body: { available: true } },
    listOffers: volunteering,
    nextOffer: volunteering,
    acceptOffer: { params: { ...params, offer: accepting.offer }, token: accepting.token },
    declineOffer: { params: { ...params, offer: declining.offer }, token: declining.token },
    listMyConversations: volunteering,
    editMe: { ...volunteering, body: { mutedTopics: ['work'] } },
    editSpace: { token: coordinator.token, params: { space: world.spare }, headers: anyTag, body: { name: 'Another name' } },
    confirmResources: { ...coordinating({ country: 'GB' }), body: { confirmed: true } },
    addVolunteer: { ...coordinating(), body: { role: 'listener', languages: ['en'] } },
    listVolunteers: coordinating(),
    showVolunteer: coordinating({ volunteer: talk.volunteer.id }),
    editVolunteer: { ...coordinating({ volunteer: world.spareVolunteer }), headers: anyTag, body: { topics: ['grief'] } },
    board: coordinating(),
    listReports: coordinating(),
    editReport: { ...coordinating({ report: world.report }), body: { state: 'closed' } },
    listEscalations: coordinating(),
    editEscalation: { ...coordinating({ escalation: world.escalation }), body: { state: 'acknowledged', note: 'Called back' } },
    audit: coordinating(),
    createSpace: { ...operating(), body: sixSteps },
    addCoordinator: operating({ ...params, sub: 'somebody' }),
    removeCoordinator: operating({ ...params, sub: 'somebody' }),
    createPartner: { ...operating(), body: { name: 'App', spaces: [world.space] } },
    createKey: { ...operating({ partner: other.id }), body: { mode: 'live' } },
    listKeys: operating({ partner: other.id }),
    revokeKey: operating({ partner: other.id, key: other.keyId }),
  };
}
