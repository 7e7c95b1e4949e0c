/**
 * Open Match's default (googleforgames/open-match, Apache-2.0, the `soloduel` match function and the default evaluator): tickets
 * in random order, paired in that order, without a score and without an age. Adapted to two sides. The director runs it every 5
 * seconds.
 */
import type { SimOffer, SimPolicyKind } from '../policies/sim-policy.ts';
import { stream } from '../../random/policy-random.ts';
import { idleIn, mayServe, waitingIn } from './free.ts';

const periodSeconds = 5;

export const openMatch: SimPolicyKind = {
  name: 'open-match',
  about: 'random pairs that fit, every 5 s (Open Match default)',
  start: ({ seed }) => {
    const random = stream(seed, 'open-match');
    return {
      name: 'open-match',
      triggers: { onEvents: false, onTimers: false, everySeconds: periodSeconds },
      decide: (snapshot, now) => {
        const idle = new Set(random.shuffle(idleIn(snapshot, now)));
        const offers: SimOffer[] = [];
        for (const talk of random.shuffle(waitingIn(snapshot, now))) {
          const seat = idle.values().find((one) => mayServe(talk, one, now));
          if (seat === undefined) continue;
          idle.delete(seat);
          offers.push({ request: talk.id, volunteer: seat.volunteer });
        }
        return { offers };
      },
    };
  },
};
