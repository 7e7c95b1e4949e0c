/**
 * Chatwoot's automatic assignment (app/services/auto_assignment, MIT): conversations by age, agents round robin. Of a queue
 * the last one who may take it is popped and put back at the head; whoever is new enters at the head.
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
    /** When each was last put at the head: the smaller, the nearer to the tail. */
    const places = new Map<VolunteerId, number>();
    let next = 0;
    const toHead = (volunteer: VolunteerId) => {
      places.set(volunteer, next);
      next += 1;
    };
    return oneByOne('chatwoot', {
      pick: (_talk, candidates) => {
        const entering = candidates.filter(({ volunteer }) => !places.has(volunteer));
        for (const { volunteer } of entering.toSorted((a, b) => compareIds(a.volunteer, b.volunteer))) toHead(volunteer);
        const place = (volunteer: VolunteerId) => places.get(volunteer) ?? next;
        const popped = firstOf(candidates, (a, b) => place(a.volunteer) - place(b.volunteer));
        if (popped !== undefined) toHead(popped.volunteer);
        return popped;
      },
    });
  },
};
