/** Everybody of a run. */
import type { VolunteerId } from '../../../shared/domain/ids.ts';
import { signedIn } from '../../world/people.ts';
import { simulatedVault } from '../engine/vault.ts';
import type { Cast } from './cast.ts';
import { Coordinator } from './coordinator.ts';
import type { Person } from './person.ts';
import { Seeker } from './seeker.ts';
import { Volunteer } from './volunteer.ts';

/** `volunteers`: the ids of the setting's volunteers, in their order. */
export function peopleOf(cast: Cast, volunteers: readonly VolunteerId[]): readonly (Person & { live(): Promise<void> })[] {
  const { setting } = cast;
  return [
    ...setting.volunteers.flatMap((traits, at) => {
      const volunteer = volunteers[at];
      return volunteer === undefined
        ? []
        : [new Volunteer(cast, traits, { volunteer, caller: signedIn(simulatedVault, traits.name) })];
    }),
    ...setting.seekers.map((traits) => new Seeker(cast, traits)),
    ...(setting.edits > 0 ? [new Coordinator(cast, volunteers)] : []),
  ];
}
