/**
 * Those who are in already, and those in need: what they call is never put off. Talks are made before the rush, so that there are
 * some to report and to end in it; volunteers go on and off; somebody looks for help numbers; somebody is not safe.
 */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sent } from '../../../client/sent.ts';
import { inParallel } from '../../../shared/app/store/in-parallel.ts';
import { conversationId, partsOf } from '../../../shared/domain/ids.ts';
import type { VolunteerProfile } from '../../chaos/actors/volunteer-profiles.ts';
import { askedIn, availabilityIn, conversationIn, offersIn } from '../../world/history/reads.ts';
import type { VolunteerInFixture } from '../../chaos/fixture.ts';
import { asksParallel } from '../../chaos/limits.ts';
import { hostLookMs, hostPlaces, makeTalksMsMax } from '../limits.ts';
import { untilKnown } from '../../chaos/until-known.ts';
import type { Place } from '../place.ts';
import { leave } from './newcomers.ts';
import type { Flow } from './rush.ts';

type AskBody = Sent<'ask'>['body'];

/** Languages of their own, which nobody else speaks: of those who host talks, and of those who only go on and off. */
const [hosted, idle] = ['cy', 'de'];

/** Volunteers for so many talks, and so many who go on and off. */
export function insideCast(talks: number, turners: number): readonly VolunteerProfile[] {
  const of = (name: string, count: number, language: string): readonly VolunteerProfile[] =>
    Array.from({ length: count }, (_, at) => ({
      name: `${name}-${at + 1}`,
      role: 'listener',
      profile: { languages: [language] },
    }));
  return [...of('host', Math.ceil(talks / hostPlaces), hosted), ...of('turner', turners, idle)];
}

/** Everybody of the cast above whose name begins so. */
function those(place: Place, name: 'host' | 'turner'): readonly VolunteerInFixture[] {
  return place.fixture.volunteers.filter((one) => one.name.startsWith(`${name}-`));
}

/** A talk under way, and the token of its seeker. */
export interface Talk {
  readonly conversation: string;
  readonly token: string;
}

/** Fills all places of all hosts; fails where that takes too long. */
export async function makeTalks(place: Place): Promise<readonly Talk[]> {
  const hosts = those(place, 'host');
  const tokens = new Map<string, string>();
  await inParallel(hosts, asksParallel, async (host) => {
    for (let nth = 1; nth <= hostPlaces; nth += 1) {
      const guest = await ask(place, `${host.name}-guest-${nth}`, { languages: [hosted] });
      tokens.set(guest.id, guest.token);
    }
  });
  const deadline = Date.now() + makeTalksMsMax;
  const made = await inParallel(hosts, hosts.length, (host) => welcome(place, host, deadline));
  return made.flat().map((conversation) => {
    const { request } = partsOf(conversationId.parse(conversation));
    return { conversation, token: tokens.get(request) ?? '' };
  });
}

function as({ fixture }: Place, { name, token }: VolunteerInFixture) {
  return { who: name, params: { space: fixture.space }, token };
}

/** Asks, and must be let in. */
async function ask(
  place: Place,
  who: string,
  more: Pick<AskBody, 'languages' | 'notSafeNow'>,
): Promise<{ readonly id: string; readonly token: string }> {
  const { space, partnerToken: token } = place.fixture;
  const idempotencyKey = createHash('sha256').update(`${space} ${who}`).digest('base64url');
  const body = { channel: 'chat', groundRulesVersion: 1, ...more } as const;
  const asked = askedIn(await untilKnown(place, { who, route: 'ask', params: { space }, token, idempotencyKey, body }));
  if (asked === undefined) throw new Error(`${who} was refused`);
  return asked;
}

/** Goes on when all who are to talk have asked, since a lease does not last as long as that; accepts what is offered until all places are taken. */
async function welcome(place: Place, host: VolunteerInFixture, deadline: number): Promise<readonly string[]> {
  const own = as(place, host);
  const on = { available: true, channels: ['chat'], capacity: hostPlaces } as const;
  await untilKnown(place, { ...own, route: 'setAvailability', body: on });
  const begun: string[] = [];
  while (begun.length < hostPlaces) {
    if (Date.now() > deadline)
      throw new Error(`${host.name} has only ${begun.length} of the talks that are to be made before the rush`);
    for (const offer of offersIn(await untilKnown(place, { ...own, route: 'listOffers' })) ?? []) {
      const params = { ...own.params, offer };
      const conversation = conversationIn(await untilKnown(place, { ...own, route: 'acceptOffer', params }));
      if (conversation !== undefined) begun.push(conversation);
    }
    await sleep(hostLookMs);
  }
  return begun;
}

/** Reports one of the talks, and ends it, until none is left. */
export function reporter(place: Place, talks: readonly Talk[]): Flow['act'] {
  return async (nth) => {
    const talk = talks[nth - 1];
    if (talk === undefined) return;
    const params = { space: place.fixture.space, conversation: talk.conversation };
    const own = { who: `guest-${nth}`, params, token: talk.token };
    await untilKnown(place, { ...own, route: 'report', body: { category: 'other' } });
    await untilKnown(place, { ...own, route: 'endConversation' });
  };
}

/** Goes on, and off again. */
export function turner(place: Place): Flow['act'] {
  const all = those(place, 'turner');
  return async (nth) => {
    const one = all[nth % all.length];
    if (one === undefined) return;
    const own = as(place, one);
    const on = availabilityIn(await untilKnown(place, { ...own, route: 'setAvailability', body: { available: true } }));
    if (on !== undefined) await untilKnown(place, { ...own, route: 'setAvailability', body: { available: false } });
  };
}

/** Looks for help numbers. */
export function helpSeeker({ fixture, history }: Place): Flow['act'] {
  return async () => void (await history.call({ who: 'passer-by', route: 'listResources', params: { space: fixture.space } }));
}

/** Asks, not safe, and leaves again. */
export function unsafe(place: Place, wave: string): Flow['act'] {
  return async (nth) => {
    const who = `${wave}-not-safe-${nth}`;
    const { id, token } = await ask(place, who, { languages: ['en'], notSafeNow: true });
    await leave(place, { who, params: { space: place.fixture.space, request: id }, token });
  };
}
