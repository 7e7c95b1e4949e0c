/** The people of an evening: the actors of chaos runs and of the simulation, with the demo's durations, and a show over them. */
import type { Surroundings } from '../actors/session.ts';
import { Seeker } from '../actors/seeker.ts';
import { Volunteer } from '../actors/volunteer.ts';
import type { Context } from './context.ts';
import { DemoSession } from './demo-session.ts';
import type { SeekerProfile } from './seeker-profile.ts';
import { seekerShow } from './seeker-show.ts';
import { seekerTraits, volunteerTraits } from './traits.ts';
import type { VolunteerProfile } from './volunteer-profile.ts';
import { volunteerShow } from './volunteer-show.ts';

/** Plays a seeker, from the first request to the end of the last. */
export function runSeeker(profile: SeekerProfile, context: Context): Promise<void> {
  const session = new DemoSession(context, profile.name, seekerShow(profile, context));
  return new Seeker(session, surroundingsOf(context, context.closing), seekerTraits(profile, context.clock)).live();
}

/** Plays a volunteer, until the last talk of the last shift. */
export async function runVolunteer(profile: VolunteerProfile, context: Context): Promise<void> {
  const { clock, history, setup, leaveNow } = context;
  // One who never comes in a short evening.
  if (profile.shifts.length === 0) return;
  const session = new DemoSession(context, profile.name, volunteerShow(profile, history));
  const traits = volunteerTraits(profile, clock, setup.volunteers.get(profile.name) ?? '');
  await new Volunteer(session, surroundingsOf(context, leaveNow), traits).live();
}

/** `closing`: from then on this person begins nothing new. */
function surroundingsOf({ setup, closing: evening, leaveNow }: Context, closing: AbortSignal): Surroundings {
  return {
    space: setup.space,
    partnerKey: setup.partnerKey,
    groundRulesVersion: () => 1,
    isClosing: () => closing.aborted,
    sendsSeekersHome: () => evening.aborted,
    isOver: () => leaveNow.aborted,
  };
}
