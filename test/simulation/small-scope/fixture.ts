/** The start of a small case: a space, its volunteers and requests, created by the real use cases one after the other. */
import { seededIds } from '../../../shared/adapters/memory/ids.ts';
import { memoryLog } from '../../../shared/adapters/memory/log.ts';
import { memoryRateCounters } from '../../../shared/adapters/memory/rate-counters.ts';
import { memoryStore } from '../../../shared/adapters/memory/store.ts';
import { setAvailability } from '../../../shared/app/availability/set-availability.ts';
import type { PartnerCaller, PersonCaller } from '../../../shared/app/access/callers.ts';
import { matchRoom } from '../../../shared/app/matching/match-room.ts';
import { endConversation } from '../../../shared/app/conversations/end.ts';
import { acceptMyOffer } from '../../../shared/app/offers/answer.ts';
import { spaceOr404 } from '../../../shared/app/store/load-space.ts';
import { ask } from '../../../shared/app/talk-requests/ask.ts';
import { cancelRequest } from '../../../shared/app/talk-requests/cancel.ts';
import { askBody } from '../../../shared/contract/talk-requests.ts';
import type { OfferId, RequestId, SpaceId, VolunteerId } from '../../../shared/domain/ids.ts';
import { ok } from '../../../shared/domain/result.ts';
import { noWebhooks } from '../../fixtures/no-webhooks.ts';
import { epochMs, plusSeconds, type EpochMs } from '../../../shared/domain/time.ts';
import type { Item, Ports } from '../../../shared/ports.ts';
import { SeededRandom } from '../../../random/seeded-random.ts';
import { askingBody } from '../../world/bodies.ts';
import { addedVolunteer, openSpace, valueOf } from '../../world/open-space.ts';
import { partnerOf, signedIn } from '../../world/people.ts';
import { simulatedCrypto } from '../engine/crypto.ts';
import { seatRecord, talkRecord } from '../../../shared/app/store/live-records.ts';

const noon = epochMs.parse(Date.parse('2026-03-02T12:00:00Z'));

/** The moment this number of seconds after noon. */
export const at = (seconds: number): EpochMs => plusSeconds(noon, seconds);

/** Seconds that an offer is open. */
export const windowSeconds = 30;

export class Fixture {
  readonly ports: Ports;
  readonly #store: ReturnType<typeof memoryStore>;
  readonly volunteers: { readonly id: VolunteerId; readonly caller: PersonCaller }[] = [];
  readonly requests: RequestId[] = [];
  space: SpaceId | undefined;

  /** `beside`: another space of the same service, with the same people. */
  constructor(beside?: Fixture) {
    this.#store = beside === undefined ? memoryStore() : beside.#store;
    if (beside !== undefined) {
      this.ports = beside.ports;
      return;
    }
    const random = new SeededRandom(7);
    let ids = 0;
    this.ports = {
      mayGoOn: () => true,
      store: this.#store,
      wakeQueue: { wake: async () => ok(), wakeLater: async () => ok() },
      ...noWebhooks,
      rateCounters: memoryRateCounters(),
      ids: seededIds((count) => random.of((ids += 1)).bytes(count)),
      crypto: simulatedCrypto,
      backoff: { pause: async () => undefined },
      log: memoryLog(),
    };
  }

  get items(): readonly Item[] {
    return this.#store.dump();
  }

  get id(): SpaceId {
    if (this.space === undefined) throw new Error('no space yet');
    return this.space;
  }

  get partner(): PartnerCaller {
    return partnerOf(this.id);
  }

  /** One volunteer is on and has an offer of the one request, all at noon. */
  static async asked(): Promise<Fixture> {
    const fixture = new Fixture();
    await fixture.open(false);
    await fixture.volunteer(true);
    await fixture.request(0);
    await fixture.match(0);
    return fixture;
  }

  /** Opens a space with the simplest policy, or with a policy that hedges at once. */
  async open(hedges: boolean, limits: { readonly capacityMax?: number } = {}): Promise<void> {
    const parts = {
      demo: true,
      limits: { offerWindowSeconds: windowSeconds, restSeconds: 0, ...limits },
      policy: hedges ? ({ name: 'fair', hedgeAfterSeconds: 0, hedgeSurplus: 1 } as const) : ({ name: 'fcfs' } as const),
    };
    this.space = await openSpace(this.ports, parts, noon);
  }

  async volunteer(isOn: boolean, seconds = 0): Promise<void> {
    const subject = `volunteer-${this.volunteers.length + 1}`;
    const added = await addedVolunteer(this.ports, { space: this.id, subject }, noon);
    const caller = signedIn(simulatedCrypto, subject);
    this.volunteers.push({ id: added.view.id, caller });
    if (isOn)
      valueOf(
        await setAvailability(this.ports, { caller, space: this.id, key: subject, body: { available: true } }, at(seconds)),
      );
  }

  async off(nth: number, seconds: number): Promise<void> {
    const command = { caller: this.callerOf(nth), space: this.id, body: { available: false, afterThisOne: false } } as const;
    valueOf(await setAvailability(this.ports, command, at(seconds)));
  }

  /** Asks as a new seeker, or as the seeker with the number `person`. */
  async request(seconds: number, person = this.requests.length + 1): Promise<void> {
    const n = this.requests.length + 1;
    const body = askBody.parse({ ...askingBody, subject: `seeker-${person}` });
    const asked = valueOf(await ask(this.ports, { caller: this.partner, space: this.id, key: `key-${n}`, body }, at(seconds)));
    this.requests.push(asked.talk.id);
  }

  async match(seconds: number): Promise<void> {
    const space = valueOf(await spaceOr404(this.ports, this.id));
    valueOf(await matchRoom(this.ports, { space, whole: false, mayGoOn: () => true }, at(seconds)));
  }

  async accept(nth: number, seconds: number): Promise<void> {
    const { caller } = this.#volunteer(nth);
    valueOf(await acceptMyOffer(this.ports, { caller, space: this.id, offer: this.offerOf(nth) }, at(seconds)));
  }

  /** The seeker of the first request cancels it. */
  async cancel(seconds: number): Promise<void> {
    const request = this.requestNo(1);
    valueOf(await cancelRequest(this.ports, { caller: { kind: 'seeker', request }, space: this.id, request }, at(seconds)));
  }

  /** The seeker ends the conversation. */
  async end(seconds: number): Promise<void> {
    const caller = { kind: 'seeker', request: this.requestNo(1) } as const;
    const command = { caller, space: this.id, conversation: this.conversation(), heavy: false };
    valueOf(await endConversation(this.ports, command, at(seconds)));
  }

  /** The open offer of a volunteer. */
  offerOf(nth: number): OfferId {
    const { id } = this.#volunteer(nth);
    const seat = this.items.filter(({ key }) => key.pk.endsWith(`#${id}`)).map((item) => seatRecord.read(item))[0];
    const offer = seat?.offers[0];
    if (offer === undefined) throw new Error('no open offer');
    return offer.id;
  }

  /** The talk that goes on, or was the last. */
  conversation() {
    const talks = this.items.filter(({ key }) => key.pk.startsWith('TALK#')).map((item) => talkRecord.read(item));
    const match = talks.findLast((talk) => talk.match !== undefined)?.match;
    if (match === undefined) throw new Error('no conversation');
    return match.conversation;
  }

  callerOf(nth: number): PersonCaller {
    return this.#volunteer(nth).caller;
  }

  idOf(nth: number): VolunteerId {
    return this.#volunteer(nth).id;
  }

  sessionOf(nth: number): string {
    const { id } = this.#volunteer(nth);
    const seat = this.items
      .filter(({ key }) => key.pk.startsWith('SEAT#') && key.pk.endsWith(`#${id}`))
      .map((item) => seatRecord.read(item))[0];
    if (seat?.session === undefined) throw new Error('not on');
    return seat.session;
  }

  requestNo(nth: number): RequestId {
    const id = this.requests[nth - 1];
    if (id === undefined) throw new Error(`no request ${nth}`);
    return id;
  }

  #volunteer(nth: number) {
    const found = this.volunteers[nth - 1];
    if (found === undefined) throw new Error(`no volunteer ${nth}`);
    return found;
  }
}
