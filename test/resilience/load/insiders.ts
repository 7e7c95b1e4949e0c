/**
 * Actors whose calls are never shed. Talks are made before the rush, so that seekers can report and end them in the rush. Volunteers
 * go on and off.
 */
import { plainSeeker, plainVolunteer } from '../../../actors/behaviour.ts';
import { Seeker } from '../../../actors/seeker.ts';
import { Volunteer } from '../../../actors/volunteer.ts';
import { inParallel } from '../../../shared/app/store/in-parallel.ts';
import { surroundingsOf } from '../../chaos/actors/actors.ts';
import type { VolunteerProfile } from '../../chaos/actors/volunteer-profiles.ts';
import type { VolunteerInFixture } from '../../chaos/fixture.ts';
import { againMax, asksParallel } from '../../chaos/limits.ts';
import { hostCapacity, hostReadMs, makeTalksMsMax, restingHostReadMs } from '../limits.ts';
import type { ScenarioContext } from '../scenario-context.ts';
import { playing, rhythm, sessionOf, untilTheEnd } from './cast.ts';
import { HostedSession } from './hosted-session.ts';
import type { Flow } from './rush.ts';

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

/** Talks under way. */
export interface Talks {
  /** Each call lets one seeker report the talk and end it, until no talk is left. */
  readonly report: Flow['act'];
  /** Lets the other seekers and the hosts do the same. */
  end(): Promise<void>;
}

/** Makes as many talks as the hosts have capacity. Throws if that takes too long. */
export async function makeTalks(context: ScenarioContext): Promise<Talks> {
  const hosts = volunteersOf(context, 'host');
  const names = hosts.flatMap(({ name }) => Array.from({ length: hostCapacity }, (_, at) => `${name}-seeker-${at + 1}`));
  // The hosts go on after all seekers have asked, because a lease is shorter than that takes.
  const seekers = await inParallel(names, asksParallel, async (name) => {
    const session = new HostedSession(context.history, playing(context, name, { triesMax: againMax }));
    const lives = hostedSeeker(context, session);
    await session.hasAsked;
    return { session, lives };
  });
  const [over, made] = [new AbortController(), new AbortController()];
  const hosting = hosts.map((host) => hostOf(context, host, { over: over.signal, made: made.signal }).live());
  await inTime(Promise.all(seekers.map(({ session }) => session.isTalking)));
  made.abort();
  const release = async (seeker: (typeof seekers)[number] | undefined): Promise<void> => {
    seeker?.session.release();
    await seeker?.lives;
  };
  return {
    report: (nth) => release(seekers[nth - 1]),
    end: async () => {
      await Promise.all(seekers.map(release));
      over.abort();
      await Promise.all(hosting);
    },
  };
}

async function inTime(all: Promise<unknown>): Promise<void> {
  const late = new Promise((_resolve, reject) => {
    setTimeout(() => reject(new Error('The talks that the rush needs were not made')), makeTalksMsMax).unref();
  });
  await Promise.race([all, late]);
}

/** A seeker who stays in the talk until it is released, and then reports and ends it. */
function hostedSeeker(context: ScenarioContext, session: HostedSession): Promise<void> {
  const traits = {
    arrivesAt: 0,
    body: { languages: [hosted], channel: 'chat' },
    throughPartner: true,
    patienceSeconds: Infinity,
    asksMax: 1,
    behaviour: { ...plainSeeker, blocks: 1, reports: 1 },
    rhythm: { ...rhythm, seekerTalk: () => Infinity },
  } as const;
  return new Seeker(session, surroundingsOf({ ...context, over: untilTheEnd }), traits).live();
}

/** A volunteer who accepts until the capacity is used. The talks last until the end. When all are made, it reads rarely. */
function hostOf(
  context: ScenarioContext,
  { name, token }: VolunteerInFixture,
  { over, made }: { readonly over: AbortSignal; readonly made: AbortSignal },
): Volunteer {
  const session = sessionOf(context, name, { over, triesMax: againMax });
  const traits = {
    arrivesAt: 0,
    capacity: hostCapacity,
    token,
    behaviour: plainVolunteer,
    rhythm: {
      ...rhythm,
      volunteerLook: () => (made.aborted ? restingHostReadMs : hostReadMs) / 1_000,
      volunteerTalk: () => Infinity,
    },
  };
  return new Volunteer(session, surroundingsOf({ ...context, over }), traits);
}

/** A volunteer goes on, and off again. */
export function toggler(context: ScenarioContext): Flow['act'] {
  const all = volunteersOf(context, 'toggler');
  return async (nth) => {
    const one = all[nth % all.length];
    if (one === undefined) return;
    const session = sessionOf(context, one.name, { triesMax: againMax });
    const around = { ...surroundingsOf({ ...context, over: untilTheEnd }), isOver: () => true };
    await new Volunteer(session, around, {
      arrivesAt: 0,
      capacity: 1,
      token: one.token,
      behaviour: plainVolunteer,
      rhythm,
    }).live();
  };
}
