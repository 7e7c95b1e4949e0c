/**
 * Actors whose calls are never shed. Talks are made before the rush, so that seekers can report and end them in the rush. Volunteers
 * go on and off. Visitors read the help numbers. Seekers who are not safe ask.
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
import { hostReadMs, hostCapacity, makeTalksMsMax } from '../limits.ts';
import { untilKnown } from '../../chaos/until-known.ts';
import type { ScenarioContext } from '../scenario-context.ts';
import { leave } from './newcomers.ts';
import type { Flow } from './rush.ts';

type AskBody = Sent<'ask'>['body'];

/** The languages of the volunteers who host talks, and of those who only go on and off. No other actor speaks them. */
const [hosted, idle] = ['cy', 'de'];

/** Enough hosts for `talks`, and `togglers` volunteers who go on and off. */
export function insideVolunteers(talks: number, togglers: number): readonly VolunteerProfile[] {
  const of = (name: string, count: number, language: string): readonly VolunteerProfile[] =>
    Array.from({ length: count }, (_, at) => ({
      name: `${name}-${at + 1}`,
      role: 'listener',
      profile: { languages: [language] },
    }));
  return [...of('host', Math.ceil(talks / hostCapacity), hosted), ...of('toggler', togglers, idle)];
}

/** All hosts, or all togglers. */
function volunteersOf(context: ScenarioContext, name: 'host' | 'toggler'): readonly VolunteerInFixture[] {
  return context.fixture.volunteers.filter((one) => one.name.startsWith(`${name}-`));
}

/** A talk under way, and the token of its seeker. */
export interface Talk {
  readonly conversation: string;
  readonly token: string;
}

/** Makes as many talks as the hosts have capacity. Throws if that takes too long. */
export async function makeTalks(context: ScenarioContext): Promise<readonly Talk[]> {
  const hosts = volunteersOf(context, 'host');
  const tokens = new Map<string, string>();
  await inParallel(hosts, asksParallel, async (host) => {
    for (let nth = 1; nth <= hostCapacity; nth += 1) {
      const seeker = await ask(context, `${host.name}-seeker-${nth}`, { languages: [hosted] });
      tokens.set(seeker.id, seeker.token);
    }
  });
  const deadline = Date.now() + makeTalksMsMax;
  const made = await inParallel(hosts, hosts.length, (host) => acceptTalks(context, host, deadline));
  return made.flat().map((conversation) => {
    const { request } = partsOf(conversationId.parse(conversation));
    return { conversation, token: tokens.get(request) ?? '' };
  });
}

function as({ fixture }: ScenarioContext, { name, token }: VolunteerInFixture) {
  return { who: name, params: { space: fixture.space }, token };
}

/** Asks. Throws if the request is refused. */
async function ask(
  context: ScenarioContext,
  who: string,
  more: Pick<AskBody, 'languages' | 'notSafeNow'>,
): Promise<{ readonly id: string; readonly token: string }> {
  const { space, partnerToken: token } = context.fixture;
  const idempotencyKey = createHash('sha256').update(`${space} ${who}`).digest('base64url');
  const body = { channel: 'chat', groundRulesVersion: 1, ...more } as const;
  const asked = askedIn(await untilKnown(context, { who, route: 'ask', params: { space }, token, idempotencyKey, body }));
  if (asked === undefined) throw new Error(`${who} was refused`);
  return asked;
}

/** Goes on after all seekers have asked, because a lease is shorter than that takes. Then accepts offers until the capacity is used. */
async function acceptTalks(context: ScenarioContext, host: VolunteerInFixture, deadline: number): Promise<readonly string[]> {
  const own = as(context, host);
  const on = { available: true, channels: ['chat'], capacity: hostCapacity } as const;
  await untilKnown(context, { ...own, route: 'setAvailability', body: on });
  const begun: string[] = [];
  while (begun.length < hostCapacity) {
    if (Date.now() > deadline) throw new Error(`${host.name} has only ${begun.length} of the talks that the rush needs`);
    for (const offer of offersIn(await untilKnown(context, { ...own, route: 'listOffers' })) ?? []) {
      const params = { ...own.params, offer };
      const conversation = conversationIn(await untilKnown(context, { ...own, route: 'acceptOffer', params }));
      if (conversation !== undefined) begun.push(conversation);
    }
    await sleep(hostReadMs);
  }
  return begun;
}

/** Each call reports one of the talks and ends it, until no talk is left. */
export function reporter(context: ScenarioContext, talks: readonly Talk[]): Flow['act'] {
  return async (nth) => {
    const talk = talks[nth - 1];
    if (talk === undefined) return;
    const params = { space: context.fixture.space, conversation: talk.conversation };
    const own = { who: `hosted-seeker-${nth}`, params, token: talk.token };
    await untilKnown(context, { ...own, route: 'report', body: { category: 'other' } });
    await untilKnown(context, { ...own, route: 'endConversation' });
  };
}

/** A volunteer goes on, and off again. */
export function toggler(context: ScenarioContext): Flow['act'] {
  const all = volunteersOf(context, 'toggler');
  return async (nth) => {
    const one = all[nth % all.length];
    if (one === undefined) return;
    const own = as(context, one);
    const on = availabilityIn(await untilKnown(context, { ...own, route: 'setAvailability', body: { available: true } }));
    if (on !== undefined) await untilKnown(context, { ...own, route: 'setAvailability', body: { available: false } });
  };
}

/** A visitor reads the help numbers. */
export function helpSeeker({ fixture, history }: ScenarioContext): Flow['act'] {
  return async () => void (await history.call({ who: 'visitor', route: 'listResources', params: { space: fixture.space } }));
}

/** A seeker who is not safe asks, and leaves again. */
export function unsafe(context: ScenarioContext, phase: string): Flow['act'] {
  return async (nth) => {
    const who = `${phase}-not-safe-${nth}`;
    const { id, token } = await ask(context, who, { languages: ['en'], notSafeNow: true });
    await leave(context, { who, params: { space: context.fixture.space, request: id }, token });
  };
}
