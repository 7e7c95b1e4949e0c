/**
 * Rocket.Chat's Auto Selection (apps/meteor/app/livechat, MIT part: routing/AutoSelection.ts and getNextAgentForDepartment): of
 * the agents online and below their limit the one with the lowest count, then by name. The count goes up with every assignment
 * and never down, so it counts all assignments that an agent ever got.
 */
import type { VolunteerId } from '../../shared/domain/ids.ts';
import { compareIds } from '../../shared/domain/policy/order.ts';
import type { SimPolicyKind } from '../policies/sim-policy.ts';
import { firstOf } from './free.ts';
import { oneByOne } from './one-by-one.ts';

export const rocketChat: SimPolicyKind = {
  name: 'rocket-chat',
  about: 'by age, the agent given least so far (Rocket.Chat Auto Selection)',
  start: () => {
    const counts = new Map<VolunteerId, number>();
    const countOf = (volunteer: VolunteerId) => counts.get(volunteer) ?? 0;
    return oneByOne('rocket-chat', {
      pick: (_talk, candidates) => {
        const least = firstOf(
          candidates,
          (a, b) => countOf(a.volunteer) - countOf(b.volunteer) || compareIds(a.volunteer, b.volunteer),
        );
        if (least !== undefined) counts.set(least.volunteer, countOf(least.volunteer) + 1);
        return least;
      },
    });
  },
};
