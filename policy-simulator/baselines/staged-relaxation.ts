/**
 * Staged relaxation with ageing, as this project's requirements describe it for Kids Help Phone: the preferred listener for 30
 * seconds, the best fit until 210 seconds, then any qualified listener. A request moves up one priority class for every 300
 * seconds of waiting. The stages depend on time only, and not on which volunteers are on. No public description of it was found.
 */
import type { Seat } from '../../shared/domain/seat.ts';
import { promotedClass, type Talk } from '../../shared/domain/talk.ts';
import { earliest, plusSeconds, type EpochMs } from '../../shared/domain/time.ts';
import type { SimPolicyKind } from '../policies/sim-policy.ts';
import { fitOf } from './best-quality.ts';
import { firstOf, longestIdleFirst } from './free.ts';
import { oneByOne } from './one-by-one.ts';

/** Seconds. */
const preferredUntil = 30;
const bestFitUntil = 210;
const ageingSeconds = 300;

function isWelcome(talk: Talk, seat: Seat, now: EpochMs): boolean {
  const { sameVolunteer } = talk.criteria;
  if (sameVolunteer === seat.volunteer) return true;
  if (sameVolunteer !== undefined && plusSeconds(talk.askedAt, preferredUntil) > now) return false;
  if (plusSeconds(talk.askedAt, bestFitUntil) <= now) return true;
  const withoutPreferred: Talk = { ...talk, criteria: { ...talk.criteria, sameVolunteer: seat.volunteer } };
  return fitOf(withoutPreferred, seat) === 1;
}

export const stagedRelaxation: SimPolicyKind = {
  name: 'staged-relaxation',
  about: 'preferred 30 s, best fit to 210 s, then any; ageing by 300 s (Kids Help Phone)',
  start: () => {
    const inner = oneByOne('staged-relaxation', {
      first: (a, b, now) => promotedClass(a, ageingSeconds, now) - promotedClass(b, ageingSeconds, now),
      pick: (talk, candidates, now) => {
        const welcome = candidates.filter((seat) => isWelcome(talk, seat, now));
        return firstOf(welcome, longestIdleFirst);
      },
    });
    return {
      ...inner,
      decide: (snapshot, now) => {
        const stages = snapshot.talks.flatMap((talk) =>
          [preferredUntil, bestFitUntil].map((one) => plusSeconds(talk.askedAt, one)),
        );
        const nextDueAt = earliest(...stages.filter((at) => at > now));
        return { ...inner.decide(snapshot, now), ...(nextDueAt === undefined ? {} : { nextDueAt }) };
      },
    };
  },
};
