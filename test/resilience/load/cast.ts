/** The sessions and the rhythm of the actors of a load: they never hang up, and draw the same numbers in every run. */
import type { Rhythm } from '../../../actors/behaviour.ts';
import { SeededRandom } from '../../../random/seeded-random.ts';
import { ChaosSession, type Playing } from '../../chaos/actors/chaos-session.ts';
import { hostReadMs } from '../limits.ts';
import type { ScenarioContext } from '../scenario-context.ts';

/** For actors who stop by themselves. */
export const untilTheEnd: AbortSignal = new AbortController().signal;

/** What an actor of a load is given beside the name. */
export type Choices = Partial<Pick<Playing, 'over' | 'triesMax' | 'triesAgain'>>;

/** A session of the actor `name`. Its random numbers, and so its keys, depend on the space and the name only. */
export function sessionOf(context: ScenarioContext, name: string, choices: Choices = {}): ChaosSession {
  return new ChaosSession(context.history, playing(context, name, choices));
}

/** The same, for a session of another class. */
export function playing({ fixture }: ScenarioContext, name: string, choices: Choices = {}): Playing {
  return { name, random: new SeededRandom(0).of(fixture.space, name), over: untilTheEnd, hangsUp: 0, ...choices };
}

const look = [hostReadMs / 1_000, (2 * hostReadMs) / 1_000] as const;

/** In seconds. */
export const rhythm: Rhythm = {
  seekerLook: look,
  silence: look,
  away: [0, 0],
  awayWithBlock: [0, 0],
  seekerTalk: [0, 0],
  noShow: () => 0,
  laterBlock: [0, 0],
  lookBack: [0, 0],
  hold: 1,
  volunteerLook: look,
  volunteerAway: [0, 0],
  forgotten: look,
  volunteerTalk: [0, 0],
  hesitation: [0, 0],
};
