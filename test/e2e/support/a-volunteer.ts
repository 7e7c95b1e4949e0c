/** A volunteer of a space, and what they do. */
import type * as z from 'zod';
import { contract } from '../../../shared/contract/contract.ts';
import { type volunteerCreation, type volunteerEdit, volunteerPage } from '../../../shared/contract/volunteers.ts';
import { type availabilityBody, availabilityPage } from '../../../shared/contract/availability.ts';
import type { offerPage } from '../../../shared/contract/offers.ts';
import { call, done, page } from './call.ts';
import type { Answered } from './call.ts';
import type { ASpace } from './a-space.ts';
import { aPerson } from './service.ts';
import type { Person } from './service.ts';
import { held } from './wait.ts';

export type VolunteerParts = Partial<z.input<typeof volunteerCreation>>;
export type Availability = z.infer<typeof availabilityPage>;
export type Offer = z.infer<typeof offerPage>;
type OnBody = Omit<Extract<z.input<typeof availabilityBody>, { available: true }>, 'available'>;

const offers = contract.listOffers.answers[200];
const accepted = contract.acceptOffer.answers[200];

/** What a volunteer of a space can do; the calls whose refusal matters give the bare answer. */
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

  setAvailability(body: unknown, key?: string): Promise<Answered> {
    return call('setAvailability', { ...this.as, body, headers: key === undefined ? {} : { 'idempotency-key': key } });
  }

  on(choices: OnBody = {}, key?: string): Promise<Availability> {
    return page(availabilityPage, this.setAvailability({ available: true, ...choices }, key));
  }

  off(afterThisOne = false): Promise<Availability> {
    return page(availabilityPage, this.setAvailability({ available: false, afterThisOne }));
  }

  async offers(): Promise<readonly Offer[]> {
    return (await page(offers, call('listOffers', this.as))).items;
  }

  /** The first open offer that is not one of `known`, held for until it comes. */
  async offer(...known: readonly string[]): Promise<Offer> {
    const isNew = (one: Offer): boolean => !known.includes(one.id);
    const shown = await held(offers, { route: 'listOffers', sent: this.as }, ({ items }) => items.some(isNew));
    const found = shown.items.find(isNew);
    if (found === undefined) throw new Error('held until there was one');
    return found;
  }

  next(): Promise<Answered> {
    return call('nextOffer', this.as);
  }

  accept(offer: string): Promise<Answered> {
    return call('acceptOffer', this.about({ offer }));
  }

  /** Accepts, and gives the conversation. */
  async take(offer: string) {
    return (await page(accepted, this.accept(offer))).conversation;
  }

  decline(offer: string): Promise<void> {
    return done(call('declineOffer', this.about({ offer })));
  }

  async conversations() {
    return (await page(contract.listMyConversations.answers[200], call('listMyConversations', this.as))).items;
  }

  /** What `/v1/me` says of this space. */
  async me() {
    const { items } = await page(contract.me.answers[200], call('me', { token: this.person.token }));
    const mine = items.find(({ space }) => space === this.space);
    if (mine === undefined) throw new Error('not a volunteer of the space');
    return mine;
  }

  /** A call about something in the space. */
  about(which: Record<string, string>) {
    return { token: this.person.token, params: { space: this.space, ...which } };
  }
}

export function addVolunteer({ id, coordinator }: ASpace, parts: VolunteerParts = {}, headers: Record<string, string> = {}) {
  const body = { role: 'listener', languages: ['en'], ...parts };
  return call('addVolunteer', { token: coordinator.token, params: { space: id }, body, headers });
}

/** A volunteer with an account, who is not on yet. */
export async function aVolunteer(space: ASpace, parts: VolunteerParts = {}): Promise<Volunteer> {
  const who = await aPerson();
  const { id } = await page(volunteerPage, addVolunteer(space, { subject: who.sub, ...parts }));
  return new Volunteer(id, space.id, who);
}

/** A volunteer who is on. */
export async function aVolunteerOn(space: ASpace, parts: VolunteerParts = {}, choices: OnBody = {}): Promise<Volunteer> {
  const volunteer = await aVolunteer(space, parts);
  await volunteer.on(choices);
  return volunteer;
}

/** The coordinator edits a volunteer, whatever they are now. */
export function editVolunteer({ id, coordinator }: ASpace, volunteer: string, body: z.input<typeof volunteerEdit>) {
  const sent = { token: coordinator.token, params: { space: id, volunteer }, headers: { 'if-match': '*' }, body };
  return page(volunteerPage, call('editVolunteer', sent));
}
