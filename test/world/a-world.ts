/** One object of every kind in one space, made through the API: what the correct call of every route needs. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { BodyOf } from '../../client/client.ts';
import type { Sent } from '../../client/sent.ts';
import { askingBody } from './bodies.ts';
import { aReceiver, type Receiver } from './receiver.ts';
import type { RightEndpoint, RightWorld } from './right-calls.ts';
import { partnerOverHttp, spaceOverHttp, volunteerOverHttp, type Caller, type Partner } from './space-over-http.ts';

/** A person with an account: the `sub`, and an access token. */
export interface Person {
  readonly sub: string;
  readonly token: string;
}

export interface VolunteerInWorld extends Person {
  readonly id: string;
}

/** A volunteer with an open offer, and the request of the offer. */
interface Offered {
  readonly offer: string;
  /** The volunteer's. */
  readonly token: string;
  readonly volunteer: VolunteerInWorld;
  readonly seeker: BodyOf<'ask'>;
}

export interface World extends RightWorld {
  readonly settings: BodyOf<'createSpace'>;
  readonly operator: Person;
  readonly coordinator: Person;
  readonly partner: Partner;
  /** A second partner of the space, with a key that a test may revoke. */
  readonly other: Partner;
  /** A request that stays waiting, because no volunteer who is on speaks its language. */
  readonly waiting: BodyOf<'ask'>;
  readonly talk: { readonly id: string; readonly token: string } & Pick<Offered, 'volunteer' | 'seeker'>;
  readonly accepting: Offered;
  readonly declining: Offered;
  /** The volunteer who speaks the language of the waiting request, and who is never on. */
  readonly silent: VolunteerInWorld;
  readonly invited: Person & { readonly code: string };
}

/** What a world is made with. */
export interface Making {
  readonly client: Caller;
  readonly operator: Person;
  readonly coordinator: Person;
  /** A person without any role yet. */
  readonly newPerson: () => Promise<Person>;
  /** A text written by a person, by its kind. */
  readonly written: (kind: 'subject' | 'opening' | 'report') => string;
  /** The six steps and more. The space needs no language: `aWorld` adds those that it uses. */
  readonly body: Sent<'createSpace'>['body'];
  /** Other spaces of the space's partner. */
  readonly partnerAlsoIn?: readonly string[];
}

/** The languages of the talk, of the two offers, and of the waiting request. Each is spoken by one volunteer of the world. */
const spoken = { talk: 'en', accepting: 'de', declining: 'es', waiting: 'fr' } as const;
/** Milliseconds between two reads of the offers, and in which an offer comes: 60 s and more if its wake is lost. */
const offersEveryMs = 100;
const offerMsMax = 95_000;

/** Makes the world: a talk, two open offers, a waiting seeker, a case, a report and a block, an invitation, two partners. */
export async function aWorld(making: Making): Promise<World> {
  const { client, operator, coordinator, written, body, partnerAlsoIn = [] } = making;
  const settings = await spaceOverHttp(client, { token: operator.token, coordinator }, body);
  const space = settings.id;
  const operating = { token: operator.token };
  const rights = ['ask', 'read', 'manage'] as const;
  const partner = await partnerOverHttp(client, { ...operating, spaces: [space, ...partnerAlsoIn] }, { rights: [...rights] });
  const within: Within = { ...making, space, partner };
  const silent = await aVolunteer(within, spoken.waiting);
  const [waiting, talk, accepting, declining, other, invited] = await Promise.all([
    ask(within, { languages: [spoken.waiting], notSafeNow: true, subject: written('subject'), opening: written('opening') }),
    offered(within, spoken.talk).then((one) => accepted(within, one)),
    offered(within, spoken.accepting),
    offered(within, spoken.declining),
    partnerOverHttp(client, { ...operating, spaces: [space] }),
    invitation(within),
  ]);
  const cases = await client.succeeds('listEscalations', { token: coordinator.token, params: { space } });
  const report = await client.succeeds('report', {
    token: talk.token,
    params: { space, conversation: talk.id },
    body: { category: 'other', text: written('report') },
  });
  await client.succeeds('block', { token: talk.token, params: { space, conversation: talk.id } });
  const blocks = await client.succeeds('listBlocks', { token: coordinator.token, params: { space } });
  const receiver = await aReceiver();
  const endpoints = {
    url: receiver.url,
    space: await spaceEndpoint(within, receiver),
    partner: { id: partner.id, ...(await partnerEndpoint(within, receiver)) },
  };
  const people = { operator, coordinator, partner, other, waiting, talk, accepting, declining, silent, invited };
  const edited = { editedSpace: space, volunteer: talk.volunteer.id, editedVolunteer: talk.volunteer.id };
  const tokens = {
    operator: operator.token,
    coordinator: coordinator.token,
    partner: partner.key,
    volunteer: talk.volunteer.token,
    invited: invited.token,
  };
  const cased = {
    escalation: cases.items[0]?.id ?? '',
    report: report.id,
    block: blocks.items[0]?.id ?? '',
    invitation: invited.code,
  };
  return { space, settings, ...people, ...edited, ...cased, endpoints, tokens };
}

interface Within extends Pick<Making, 'client' | 'coordinator' | 'newPerson' | 'written'> {
  readonly space: string;
  readonly partner: Partner;
}

async function aVolunteer({ client, coordinator, newPerson, space }: Within, language: string): Promise<VolunteerInWorld> {
  const person = await newPerson();
  const profile = { subject: person.sub, languages: [language] };
  const { id } = await volunteerOverHttp(client, { token: coordinator.token, space }, profile);
  return { ...person, id };
}

async function invitation({ client, coordinator, newPerson, space }: Within): Promise<World['invited']> {
  const person = await newPerson();
  const added = await volunteerOverHttp(client, { token: coordinator.token, space });
  return { ...person, code: added.invitation?.code ?? '' };
}

function ask(
  { client, partner, space }: Within,
  parts: Partial<Sent<'ask'>['body']> & Pick<Sent<'ask'>['body'], 'languages'>,
): Promise<BodyOf<'ask'>> {
  const body = { ...askingBody, ...parts };
  return client.succeeds('ask', { token: partner.key, params: { space }, idempotencyKey: crypto.randomUUID(), body });
}

/** A volunteer who is on, and the volunteer's offer of a new request. */
async function offered(within: Within, language: string): Promise<Offered> {
  const { client, space, written } = within;
  const volunteer = await aVolunteer(within, language);
  const as = { token: volunteer.token, params: { space } };
  await client.succeeds('setAvailability', { ...as, body: { available: true } });
  const subject = `${written('subject')}-${language}`;
  const seeker = await ask(within, { languages: [language], subject, opening: written('opening') });
  for (const deadline = Date.now() + offerMsMax; Date.now() < deadline; await sleep(offersEveryMs)) {
    const { items } = await client.succeeds('listOffers', as);
    if (items[0] !== undefined) return { offer: items[0].id, token: volunteer.token, volunteer, seeker };
  }
  throw new Error('The volunteer got no offer');
}

async function accepted({ client, space }: Within, { offer, token, volunteer, seeker }: Offered): Promise<World['talk']> {
  const { conversation } = await client.succeeds('acceptOffer', { token, params: { space, offer } });
  return { id: conversation.id, token: seeker.token, volunteer, seeker };
}

/** A verified endpoint of the space, which is told of nothing here; and one to delete. */
async function spaceEndpoint({ client, coordinator, space }: Within, receiver: Receiver): Promise<RightEndpoint> {
  const as = { token: coordinator.token, params: { space } };
  const body = { url: receiver.url, types: ['endpoint.failing' as const] };
  const [{ id: deleted }, { id: endpoint }] = [
    await client.succeeds('createSpaceEndpoint', { ...as, body }),
    await client.succeeds('createSpaceEndpoint', { ...as, body }),
  ];
  const { id: delivery, code } = await codeOf(receiver, endpoint);
  await codeOf(receiver, deleted);
  await client.succeeds('verifySpaceEndpoint', { ...as, params: { space, endpoint }, body: { code } });
  return { endpoint, delivery, code, deleted };
}

/** The same for its partner. */
async function partnerEndpoint({ client, partner }: Within, receiver: Receiver): Promise<RightEndpoint> {
  const as = { token: partner.key, params: { partner: partner.id } };
  const body = { url: receiver.url, types: ['endpoint.failing' as const] };
  const [{ id: deleted }, { id: endpoint }] = [
    await client.succeeds('createPartnerEndpoint', { ...as, body }),
    await client.succeeds('createPartnerEndpoint', { ...as, body }),
  ];
  const { id: delivery, code } = await codeOf(receiver, endpoint);
  await codeOf(receiver, deleted);
  await client.succeeds('verifyPartnerEndpoint', { ...as, params: { partner: partner.id, endpoint }, body: { code } });
  return { endpoint, delivery, code, deleted };
}

async function codeOf(receiver: Receiver, endpoint: string): Promise<{ readonly id: string; readonly code: string }> {
  const { id, data } = await receiver.until(
    ({ type, data: about }) => type === 'endpoint.verification' && about['endpoint'] === endpoint,
  );
  return { id, code: data['code'] ?? '' };
}
