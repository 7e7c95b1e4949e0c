/** The actors of one chaos run. */
import { SeededRandom } from '../../../random/seeded-random.ts';
import { Seeker } from '../../../actors/seeker.ts';
import type { Surroundings } from '../../../actors/session.ts';
import { Volunteer } from '../../../actors/volunteer.ts';
import type { History } from '../history.ts';
import type { Fixture, VolunteerInFixture } from '../fixture.ts';
import { ChaosSession } from './chaos-session.ts';
import { hopelessSeeker, rhythm, someSeeker, volunteerBehaviour, type Crowd } from './traits.ts';

export interface Run extends Crowd {
  readonly fixture: Fixture;
  readonly history: History;
  readonly seed: number;
  /** Aborted when every seeker is done. Then volunteers end their talks and go off. */
  readonly over: AbortSignal;
}

/** One seeker, from arrival to the end of the last request. Seekers with the same name draw the same numbers. */
export function seek(
  run: Run,
  { name, hopeless = false }: { readonly name: string; readonly hopeless?: boolean },
): Promise<void> {
  const random = new SeededRandom(run.seed).of(name);
  const traits = hopeless ? hopelessSeeker(random.of('traits')) : someSeeker(random.of('traits'), run);
  return new Seeker(sessionOf(run, name, random), surroundingsOf(run), traits).live();
}

/** One volunteer, until the run is over. */
export function volunteer(run: Run, { name, token }: VolunteerInFixture): Promise<void> {
  const random = new SeededRandom(run.seed).of(name);
  const traits = random.of('traits');
  const arrivesAt = traits.chance(0.4) ? 0 : traits.between(0, run.arrivalMs) / 1_000;
  const capacity = traits.chance(0.4) ? traits.pick([2, 3]) : 1;
  const of = { arrivesAt, capacity, token, behaviour: volunteerBehaviour, rhythm };
  return new Volunteer(sessionOf(run, name, random), surroundingsOf(run), of).live();
}

function sessionOf({ history, over }: Run, name: string, random: SeededRandom): ChaosSession {
  return new ChaosSession(history, { name, random: random.of('decides'), over });
}

/** What all actors of a fixture share, until the run is over. */
export function surroundingsOf({ fixture, over }: Pick<Run, 'fixture' | 'over'>): Surroundings {
  return {
    space: fixture.space,
    partnerKey: fixture.partnerToken,
    groundRulesVersion: () => 1,
    isClosing: () => over.aborted,
    sendsSeekersHome: () => false,
    isOver: () => over.aborted,
  };
}
