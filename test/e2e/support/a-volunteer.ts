/** A volunteer of a space, and the volunteer's calls. */
import type { Answer } from '../../../client/answer.ts';
import type { BodyOf } from '../../../client/client.ts';
import type { Sent } from '../../../client/sent.ts';
import { call, succeeded, succeeds } from './call.ts';
import type { ASpace } from './a-space.ts';
import { aPerson, type Person } from './service.ts';
import { held } from './wait.ts';
import { volunteerBody } from '../../world/bodies.ts';

export type VolunteerParts = Partial<Sent<'addVolunteer'>['body']>;
export type Availability = BodyOf<'setAvailability'>;
export type Offer = BodyOf<'listOffers'>['items'][number];
type OnBody = Omit<Extract<Sent<'setAvailability'>['body'], { available: true }>, 'available'>;

/** The calls of a volunteer. Those that a test may expect to be refused give the bare answer. */
export class Volunteer {
  readonly id: string;
  readonly space: string;
  readonly person: Person;

  constructor(id: string, space: string, person: Person) {
    this.id = id;
    this.space = space;
    this.person = person;
  }

  get as() {
    return { token: this.person.token, params: { space: this.space } };
  }

  setAvailability(body: Sent<'setAvailability'>['body'], key?: string): Promise<Answer<'setAvailability'>> {
    return call('setAvailability', { ...this.as, body, idempotencyKey: key });
  }

  on(choices: OnBody = {}, key?: string): Promise<Availability> {
    return succeeded(this.setAvailability({ available: true, ...choices }, key));
  }

  off(afterThisOne = false): Promise<Availability> {
    return succeeded(this.setAvailability({ available: false, afterThisOne }));
  }

  async offers(): Promise<readonly Offer[]> {
    return (await succeeds('listOffers', this.as)).items;
  }

  /** Holds a long poll until there is an open offer that is not one of `known`. */
  async offer(...known: readonly string[]): Promise<Offer> {
    const isNew = (one: Offer): boolean => !known.includes(one.id);
    const shown = await held('listOffers', this.as, ({ items }) => items.some(isNew));
    const found = shown.items.find(isNew);
    if (found === undefined) throw new Error('held until there was one');
    return found;
  }

  next(): Promise<Answer<'nextOffer'>> {
    return call('nextOffer', this.as);
  }

  /** Why asking for the next request brings none, as that call says and as the volunteer's availability says. */
  async whyNone(): Promise<readonly string[]> {
    const answer = await this.next();
    if (answer.status !== 200) throw new Error(`asking for the next request was answered with ${answer.status}`);
    const told = answer.body.reasons.map(({ reason }) => reason);
    const { reasons } = await succeeds('showAvailability', this.as);
    const shown = reasons.map(({ reason }) => reason);
    if (shown.join() !== told.join()) throw new Error(`the availability says ${shown.join()}, the call ${told.join()}`);
    return told;
  }

  accept(offer: string): Promise<Answer<'acceptOffer'>> {
    return call('acceptOffer', this.about({ offer }));
  }

  /** Accepts, and gives the conversation. */
  async take(offer: string) {
    return (await succeeded(this.accept(offer))).conversation;
  }

  decline(offer: string): Promise<void> {
    return succeeds('declineOffer', this.about({ offer }));
  }

  async conversations() {
    return (await succeeds('listMyConversations', this.as)).items;
  }

  /** What `/v1/me` says of this space. */
  async me() {
    const { items } = await succeeds('me', { token: this.person.token });
    const mine = items.find(({ space }) => space === this.space);
    if (mine === undefined) throw new Error('not a volunteer of the space');
    return mine;
  }

  /** A call about an object of the space. */
  about<Which extends Readonly<Record<string, string>>>(which: Which) {
    return { token: this.person.token, params: { space: this.space, ...which } };
  }
}

export function addVolunteer({ id, coordinator }: ASpace, parts: VolunteerParts = {}, idempotencyKey?: string) {
  const body = { ...volunteerBody, ...parts };
  return call('addVolunteer', { token: coordinator.token, params: { space: id }, body, idempotencyKey });
}

/** A volunteer with an account, who is not on yet. */
export async function aVolunteer(space: ASpace, parts: VolunteerParts = {}): Promise<Volunteer> {
  const who = await aPerson();
  const { id } = await succeeded(addVolunteer(space, { subject: who.sub, ...parts }));
  return new Volunteer(id, space.id, who);
}

/** A volunteer who is on. */
export async function aVolunteerOn(space: ASpace, parts: VolunteerParts = {}, choices: OnBody = {}): Promise<Volunteer> {
  const volunteer = await aVolunteer(space, parts);
  await volunteer.on(choices);
  return volunteer;
}

/** The coordinator edits a volunteer, whatever the state is now. */
export function editVolunteer({ id, coordinator }: ASpace, volunteer: string, body: Sent<'editVolunteer'>['body']) {
  const sent = { token: coordinator.token, params: { space: id, volunteer }, ifMatch: '*', body };
  return succeeds('editVolunteer', sent);
}
