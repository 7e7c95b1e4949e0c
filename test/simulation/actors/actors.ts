/** Every actor of a run. */
import type { VolunteerId } from '../../../shared/domain/ids.ts';
import type { Surroundings } from '../../../actors/session.ts';
import { Seeker } from '../../../actors/seeker.ts';
import { Volunteer } from '../../../actors/volunteer.ts';
import { Coordinator } from './coordinator.ts';
import { placeOf, type Place } from '../open-space.ts';
import type { RunContext } from './run-context.ts';
import { SimulatedSession } from './simulated-session.ts';
import { asksMax, rhythmOf, seekerBehaviourOf, volunteerBehaviourOf } from './traits.ts';

export interface Actor {
  readonly name: string;
  live(): Promise<void>;
}

/** Seconds after the start of a run at which all volunteers go off, in the scenario where they do. */
const massOffAt = 60;

/** The actors of a run. `volunteers`: the ids of the setting's volunteers, in their order. */
export function actorsOf(run: RunContext, volunteers: readonly VolunteerId[]): readonly Actor[] {
  const { setting, simulator, ledger, places, endsAt } = run;
  const around = ({ space, partnerKey }: Place): Surroundings => ({
    space,
    partnerKey,
    groundRulesVersion: () => ledger.spaces.get(space)?.groundRules.version ?? 1,
    isClosing: () => simulator.now >= endsAt,
    sendsSeekersHome: () => false,
    isOver: () => false,
  });
  const rhythm = rhythmOf(setting);
  const leavesAt = setting.scenario === 'mass-off' ? setting.startsAt + massOffAt * 1_000 : undefined;
  const session = (name: string): SimulatedSession => new SimulatedSession(run, name);
  const named = (name: string, make: (of: SimulatedSession) => Omit<Actor, 'name'>): Actor => {
    const actor = make(session(name));
    return { name, live: () => actor.live() };
  };
  const ofFirst = volunteers.filter((_, at) => setting.volunteers[at]?.place === 0);
  return [
    ...setting.volunteers.map(({ name, arrivesAt, capacity, place, person }) =>
      named(name, (of) => {
        const traits = { arrivesAt, capacity, leavesAt, token: person, behaviour: volunteerBehaviourOf(setting), rhythm };
        return new Volunteer(of, around(placeOf(places, place)), traits);
      }),
    ),
    ...setting.seekers.map(({ name, place, ...traits }) =>
      named(name, (of) => {
        const all = { ...traits, asksMax, behaviour: seekerBehaviourOf(setting), rhythm };
        return new Seeker(of, around(placeOf(places, place)), all);
      }),
    ),
    ...(setting.edits > 0 ? [named('coordinator', (of) => new Coordinator(of, run, ofFirst))] : []),
  ];
}
