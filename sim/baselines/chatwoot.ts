/**
 * Chatwoot's automatic assignment (app/services/auto_assignment, MIT): conversations by age, agents round robin. Of a queue
 * the last one who may take it is popped and put back at the head; whoever is new enters at the head.
 */
import type { VolunteerId } from '../../shared/domain/ids.ts';
import { compareIds } from '../../shared/domain/policy/order.ts';
import type { SimPolicyKind } from '../policies/sim-policy.ts';
import { oneByOne } from './one-by-one.ts';

export const chatwoot: SimPolicyKind = {
  name: 'chatwoot',
  about: 'by age, agents round robin (Chatwoot)',
  start: () => {
    /** When each was last put at the head: the smaller, the nearer to the tail. */
    const places = new Map<VolunteerId, number>();
    let next = 0;
    const toHead = (volunteer: VolunteerId) => {
      places.set(volunteer, next);
      next += 1;
    };
    return oneByOne('chatwoot', {
      pick: (_talk, candidates) => {
        for (const { volunteer } of candidates.toSorted((a, b) => compareIds(a.volunteer, b.volunteer)))
          if (!places.has(volunteer)) toHead(volunteer);
        const place = (volunteer: VolunteerId) => places.get(volunteer) ?? next;
        const popped = candidates.toSorted((a, b) => place(a.volunteer) - place(b.volunteer))[0];
        if (popped !== undefined) toHead(popped.volunteer);
        return popped;
      },
    });
  },
};
