/** One of everything in one space, and for every route a call that is right: what tests then spoil or make as somebody else. */
import type * as z from 'zod';
import { type RouteId, contract } from '../../../shared/contract/contract.ts';
import { aPartner, aSpace, sixSteps } from './a-space.ts';
import type { APartner, ASpace, SpaceParts } from './a-space.ts';
import { aKeyOfOnce, aSeeker, wanting } from './a-seeker.ts';
import type { Seeker } from './a-seeker.ts';
import { aTalk } from './a-talk.ts';
import type { ATalk } from './a-talk.ts';
import { addVolunteer, aVolunteer, aVolunteerOn } from './a-volunteer.ts';
import type { Volunteer } from './a-volunteer.ts';
import { call, page } from './call.ts';
import type { Sent } from './call.ts';
import { canary, statement } from './canary.ts';
import { aPerson } from './service.ts';
import type { Person } from './service.ts';
import { inSeconds } from './wait.ts';

/** Somebody who is asked, and for whom. */
interface Offered {
  readonly volunteer: Volunteer;
  readonly seeker: Seeker;
  readonly offer: string;
}

export interface World {
  readonly space: ASpace;
  /** Waits: nobody who is on speaks its language. */
  readonly waiting: Seeker;
  readonly talk: ATalk;
  readonly accepting: Offered;
  readonly declining: Offered;
  readonly invited: { readonly person: Person; readonly code: string };
  readonly escalation: string;
  readonly report: string;
  /** A further partner of the space, with a key that may go. */
  readonly other: APartner;
}

const invitation = contract.addVolunteer.answers[201];

/** Makes it: a talk, two open offers, somebody who waits, a case and a report, an invitation, two partners. */
export async function aWorld(parts: SpaceParts = {}): Promise<World> {
  const space = await aSpace({ direct: true, ...parts });
  await aVolunteer(space, { languages: ['fr'] });
  const [waiting, talk, accepting, declining] = await Promise.all([
    aSeeker(space, { languages: ['fr'], notSafeNow: true, subject: canary('subject'), opening: canary('opening') }),
    aTalk(space, { opening: canary('opening') }),
    anOffer(space, 'de'),
    anOffer(space, 'es'),
  ]);
  const { id: report } = await page(contract.report.answers[201], call('report', { ...talk.as.seeker, body: aReport() }));
  const [person, invited, cases, other] = await Promise.all([
    aPerson(),
    page(invitation, addVolunteer(space)),
    page(contract.listEscalations.answers[200], call('listEscalations', coordinating(space))),
    aPartner(space.operator, [space.id]),
  ]);
  const code = invited.invitation?.code ?? '';
  const escalation = cases.items[0]?.id ?? '';
  return { space, waiting, talk, accepting, declining, invited: { person, code }, escalation, report, other };
}

async function anOffer(space: ASpace, language: string): Promise<Offered> {
  const volunteer = await aVolunteerOn(space, { languages: [language] });
  const seeker = await aSeeker(space, { languages: [language] });
  return { volunteer, seeker, offer: (await volunteer.offer()).id };
}

function aReport(): z.input<typeof contract.report.body> {
  return { category: 'other', text: canary('report') };
}

export function coordinating(
  { id, coordinator }: ASpace,
  params: Record<string, string> = {},
): Sent & { params: Record<string, string> } {
  return { token: coordinator.token, params: { space: id, ...params } };
}

const ifMatch = { 'if-match': '*' };

/**
 * A call of every route that is right as it stands. In this order all of them succeed, but for `rematch`, for which it is
 * too early.
 */
export function rightCalls(world: World): Readonly<Record<RouteId, Sent>> {
  const { space, waiting, talk, accepting, declining, invited, other } = world;
  const params = { space: space.id };
  const operating = { token: space.operator.token };
  const ofVolunteer = talk.volunteer.as;
  const once = () => ({ 'idempotency-key': aKeyOfOnce() });
  const join = {
    seeker: { url: 'https://join.example/s' },
    volunteer: { url: 'https://join.example/v' },
    expiresAt: inSeconds(3600),
  };
  return {
    health: {},
    openapi: {},
    showSpace: { params },
    listResources: { params, query: { country: 'FR', language: 'fr', topic: 'general' } },
    ask: { params, token: space.partner.key, headers: once(), body: wanting({ languages: ['fr'] }) },
    match: { params, token: space.partner.key, headers: once(), body: { ...wanting({ languages: ['fr'] }), waitSeconds: 0 } },
    showRequest: waiting.as,
    stillHere: waiting.as,
    cancelRequest: waiting.as,
    eraseRequest: waiting.as,
    showConversation: talk.as.seeker,
    setJoin: { ...talk.as.partner, body: join },
    hereInConversation: talk.as.seeker,
    rematch: talk.as.seeker,
    giveFeedback: { ...talk.as.seeker, body: { heard: 'yes', rating: 5, text: canary('feedback') } },
    report: { ...talk.as.seeker, headers: once(), body: aReport() },
    endConversation: { ...talk.as.seeker, body: { heavy: false } },
    block: talk.as.seeker,
    me: { token: ofVolunteer.token },
    acceptInvitation: { token: invited.person.token, params: { code: invited.code } },
    setAvailability: { ...ofVolunteer, headers: once(), body: { available: true } },
    listOffers: ofVolunteer,
    nextOffer: ofVolunteer,
    acceptOffer: accepting.volunteer.about({ offer: accepting.offer }),
    declineOffer: declining.volunteer.about({ offer: declining.offer }),
    listMyConversations: ofVolunteer,
    editMe: { ...ofVolunteer, body: { mutedTopics: [canary('topic')] } },
    editSpace: { ...coordinating(space), headers: ifMatch, body: { name: statement('name') } },
    confirmResources: { ...coordinating(space, { country: 'GB' }), body: { confirmed: true } },
    addVolunteer: { ...coordinating(space), headers: once(), body: { role: 'listener', languages: ['en'] } },
    listVolunteers: coordinating(space),
    showVolunteer: coordinating(space, { volunteer: talk.volunteer.id }),
    editVolunteer: {
      ...coordinating(space, { volunteer: talk.volunteer.id }),
      headers: ifMatch,
      body: { topics: [canary('topic')] },
    },
    board: coordinating(space),
    listReports: coordinating(space),
    editReport: { ...coordinating(space, { report: world.report }), body: { state: 'closed' } },
    listEscalations: coordinating(space),
    editEscalation: {
      ...coordinating(space, { escalation: world.escalation }),
      body: { state: 'acknowledged', note: canary('note') },
    },
    audit: coordinating(space),
    createSpace: { ...operating, headers: once(), body: sixSteps() },
    addCoordinator: { ...operating, params: { ...params, sub: canary('sub') } },
    removeCoordinator: { ...operating, params: { ...params, sub: canary('sub') } },
    createPartner: { ...operating, headers: once(), body: { name: statement('partner'), spaces: [space.id] } },
    createKey: { ...operating, params: { partner: other.id }, headers: once(), body: { mode: 'live' } },
    listKeys: { ...operating, params: { partner: other.id } },
    revokeKey: { ...operating, params: { partner: other.id, key: other.keyId } },
  };
}

/** What the space holds, as far as those who may can read it: for telling that nothing has changed. */
export async function stateOf({ space, waiting, talk, accepting, declining, other }: World): Promise<unknown> {
  const of = coordinating(space);
  const bodies = await Promise.all([
    call('showSpace', { params: { space: space.id } }),
    call('showRequest', waiting.as),
    call('showConversation', talk.as.seeker),
    call('showConversation', talk.as.volunteer),
    call('listOffers', accepting.volunteer.as),
    call('listOffers', declining.volunteer.as),
    call('listVolunteers', { ...of, query: { limit: '100' } }),
    call('listReports', of),
    call('listEscalations', of),
    call('audit', { ...of, query: { limit: '100' } }),
    call('board', of),
    call('listKeys', { token: space.operator.token, params: { partner: other.id } }),
  ]);
  const clock = ['at', 'oldestWaitSeconds', 'waitedSeconds', 'today'];
  return JSON.parse(
    JSON.stringify(
      bodies.map(({ body }) => body),
      (name, value: unknown) => (clock.includes(name) ? null : value),
    ),
  );
}
