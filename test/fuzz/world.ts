/** One entity of each kind in one space, made through the API. Valid calls use them, and hostile calls may hit them. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { earshotClient, type BodyOf, type Client } from '../../client/client.ts';
import { localToken } from '../../client/local-token.ts';
import type { Sent } from '../../client/sent.ts';
import { problems } from '../../shared/contract/problems.ts';
import { operatorScope } from '../../shared/names.ts';
import type { Service } from '../chaos/service.ts';
import { shedRetryMs, shedTriesMax, rest } from './limits.ts';
import { askingBody, spaceBody } from '../world/bodies.ts';
import { partnerOverHttp, spaceOverHttp, volunteerOverHttp, type Partner } from '../world/space-over-http.ts';

/** A person with an account. */
export interface Person {
  readonly sub: string;
  readonly token: string;
}

export interface World {
  readonly space: string;
  /** A space of the same coordinator that hostile calls may edit. */
  readonly spare: string;
  readonly operator: Person;
  readonly coordinator: Person;
  readonly partner: { readonly id: string; readonly key: string };
  /** A partner with a key that hostile calls may revoke. */
  readonly other: Partner;
  /** A request that stays waiting, because no available volunteer speaks its language. */
  readonly waiting: { readonly id: string; readonly token: string };
  readonly talk: { readonly id: string; readonly token: string; readonly volunteer: Person & { readonly id: string } };
  /** Two volunteers, each with an open offer. */
  readonly accepting: { readonly offer: string; readonly token: string };
  readonly declining: { readonly offer: string; readonly token: string };
  /** The id of a volunteer that hostile calls may edit. */
  readonly spareVolunteer: string;
  readonly invited: Person & { readonly code: string };
  readonly escalation: string;
  readonly report: string;
}

/** Limits so long that nothing becomes due while a round lasts. */
const longLimits = {
  offerWindowSeconds: 600,
  restSeconds: 0,
  heavyRestSeconds: 0,
  talksPerDay: 1000,
  presenceLeaseSeconds: 600,
  stillThereSeconds: 3600,
  unmatchedExpirySeconds: 86_400,
  waitingMax: 1000,
} as const;

/** The six steps of a space that accepts seekers with a partner and without. */
export const sixSteps = {
  ...spaceBody,
  inclusivity: { languages: ['en', 'de', 'es', 'fr'], identityPreferences: [] },
  topics: ['grief'],
  direct: true,
  duty: { always: true },
  limits: longLimits,
  // The reconciler, which runs every minute, makes no call-outs during a comparison.
  policy: { preferredSeconds: 0, bestFitSeconds: 0, promotionSeconds: 3600, hedgeAfterSeconds: null, calloutsAtOnce: 0 },
} as const satisfies Sent<'createSpace'>['body'];

/** Makes a new world on the service. The names of its people are unique. */
export async function aWorld({ url, issuer }: Pick<Service, 'url' | 'issuer'>): Promise<World> {
  const maker = new Maker(earshotClient({ url, isExact: true }), issuer);
  return maker.make();
}

/** Makes every volunteer go off, so that nothing more happens in the world. A call that a busy machine sheds is made again. */
export async function allOff(
  { url }: Pick<Service, 'url'>,
  { space, talk, accepting, declining, invited }: World,
): Promise<void> {
  const client = earshotClient({ url });
  const body = { available: false } as const;
  for (const { token } of [talk.volunteer, accepting, declining, invited])
    for (let tried = 1; tried <= shedTriesMax; tried += 1) {
      const { status } = await client.call('setAvailability', { token, params: { space }, body });
      if (status !== problems.unavailable.status) break;
      await sleep(shedRetryMs * tried);
    }
}

type AskBody = Sent<'ask'>['body'];

class Maker {
  private readonly client: Client;
  private readonly issuer: string;
  private operator: Person = { sub: '', token: '' };
  private coordinator: Person = { sub: '', token: '' };

  constructor(client: Client, issuer: string) {
    this.client = client;
    this.issuer = issuer;
  }

  async make(): Promise<World> {
    this.operator = await this.person(operatorScope);
    this.coordinator = await this.person();
    const { operator, coordinator } = this;
    const [space, spare] = await Promise.all([this.openSpace(), this.openSpace()]);
    const [partner, other] = await Promise.all([this.addPartner([space, spare]), this.addPartner([space])]);
    await this.volunteer(space, 'fr');
    const [talk, accepting, declining, spareVolunteer, invited] = await Promise.all([
      this.offered(space, partner.key, 'en').then((one) => this.accepted(space, one)),
      this.offered(space, partner.key, 'de'),
      this.offered(space, partner.key, 'es'),
      this.volunteer(space, 'fr'),
      this.invite(space),
    ]);
    const waiting = await this.ask(space, partner.key, { languages: ['fr'], notSafeNow: true, subject: 'seeker' });
    const cases = await this.client.succeeds('listEscalations', { token: coordinator.token, params: { space } });
    const report = await this.client.succeeds('report', {
      token: talk.token,
      params: { space, conversation: talk.id },
      body: { category: 'other' },
    });
    return {
      space,
      spare,
      operator,
      coordinator,
      partner,
      other,
      waiting,
      talk,
      accepting,
      declining,
      spareVolunteer: spareVolunteer.id,
      invited,
      escalation: cases.items[0]?.id ?? '',
      report: report.id,
    };
  }

  private async person(scope?: string): Promise<Person> {
    const sub = `fuzz-${randomUUID()}`;
    return { sub, token: await localToken(this.issuer, sub, scope) };
  }

  private async openSpace(): Promise<string> {
    const { client, operator, coordinator } = this;
    return (await spaceOverHttp(client, { token: operator.token, coordinator }, sixSteps)).id;
  }

  private addPartner(spaces: readonly string[]): Promise<Partner> {
    return partnerOverHttp(this.client, { token: this.operator.token, spaces });
  }

  private async volunteer(space: string, language: string): Promise<Person & { readonly id: string }> {
    const person = await this.person();
    const profile = { subject: person.sub, languages: [language], channels: ['chat' as const] };
    const { id } = await volunteerOverHttp(this.client, { token: this.coordinator.token, space }, profile);
    return { ...person, id };
  }

  private async invite(space: string): Promise<World['invited']> {
    const person = await this.person();
    const { invitation } = await volunteerOverHttp(this.client, { token: this.coordinator.token, space });
    return { ...person, code: invitation?.code ?? '' };
  }

  private ask(space: string, key: string, parts: Partial<AskBody> & Pick<AskBody, 'languages'>): Promise<BodyOf<'ask'>> {
    return this.client.succeeds('ask', {
      token: key,
      params: { space },
      idempotencyKey: randomUUID(),
      body: { ...askingBody, ...parts },
    });
  }

  /** An available volunteer, and the volunteer's offer of a new request. */
  private async offered(space: string, key: string, language: string) {
    const volunteer = await this.volunteer(space, language);
    const { token } = volunteer;
    await this.client.succeeds('setAvailability', { token, params: { space }, body: { available: true } });
    const request = await this.ask(space, key, { languages: [language] });
    for (const deadline = Date.now() + rest.msMax; Date.now() < deadline; await sleep(rest.everyMs / 4)) {
      const { items } = await this.client.succeeds('listOffers', { token, params: { space } });
      if (items[0] !== undefined) return { offer: items[0].id, token, volunteer, request };
    }
    throw new Error('The volunteer got no offer');
  }

  private async accepted(
    space: string,
    { offer, volunteer, request }: Awaited<ReturnType<Maker['offered']>>,
  ): Promise<World['talk']> {
    const { conversation } = await this.client.succeeds('acceptOffer', { token: volunteer.token, params: { space, offer } });
    return { id: conversation.id, token: request.token, volunteer };
  }
}
