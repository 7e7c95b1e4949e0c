/**
 * Chatwoot's automatic assignment (app/services/auto_assignment, MIT): conversations by age, agents round robin. The queue gives
 * the last agent who may take the conversation, and puts this agent back at the head. A new agent enters at the head.
 */
import type { VolunteerId } from '../../shared/domain/ids.ts';
import { compareIds } from '../../shared/domain/policy/order.ts';
import type { SimPolicyKind } from '../policies/sim-policy.ts';
import { firstOf } from './free.ts';
import { oneByOne } from './one-by-one.ts';

export const chatwoot: SimPolicyKind = {
  name: 'chatwoot',
  about: 'by age, agents round robin (Chatwoot)',
  start: () => {
    /** When each volunteer was last put at the head: a smaller number is nearer to the tail. */
    const positions = new Map<VolunteerId, number>();
    let next = 0;
    const toHead = (volunteer: VolunteerId) => {
      positions.set(volunteer, next);
      next += 1;
    };
    return oneByOne('chatwoot', {
      pick: (_talk, candidates) => {
        const entering = candidates.filter(({ volunteer }) => !positions.has(volunteer));
        for (const { volunteer } of entering.toSorted((a, b) => compareIds(a.volunteer, b.volunteer))) toHead(volunteer);
        const position = (volunteer: VolunteerId) => positions.get(volunteer) ?? next;
        const popped = firstOf(candidates, (a, b) => position(a.volunteer) - position(b.volunteer));
        if (popped !== undefined) toHead(popped.volunteer);
        return popped;
      },
    });
  },
};
