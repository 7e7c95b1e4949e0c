/**
 * Twilio TaskRouter with a workflow as in its documentation: tasks by priority and then age. For 15 seconds the first target
 * takes workers that the task names or that have its topic as a skill. After that any worker may take it. Of these the one that
 * has been idle longest gets it.
 * twilio.com/docs/taskrouter: lifecycle-task-workflows-and-assignment, api/task-queue, order-workers (read 2026).
 */
import type { Seat } from '../../shared/domain/seat.ts';
import type { Talk } from '../../shared/domain/talk.ts';
import { earliest, plusSeconds } from '../../shared/domain/time.ts';
import type { SimPolicyKind } from '../policies/sim-policy.ts';
import { firstOf, longestIdleFirst } from './free.ts';
import { oneByOne } from './one-by-one.ts';

/** Seconds a task stays with its first target. */
const targetTimeout = 15;

/**
 * Whether the expression of the first target is true: the task names this worker, or it names none and the worker has its topics.
 */
function isFirstTarget({ criteria }: Talk, { volunteer, facts }: Seat): boolean {
  if (criteria.sameVolunteer !== undefined) return criteria.sameVolunteer === volunteer;
  return criteria.topics.every((topic) => facts.topics.includes(topic));
}

export const taskRouter: SimPolicyKind = {
  name: 'task-router',
  about: 'priority, age, 15 s for the first target, longest idle (Twilio TaskRouter)',
  start: () => {
    const inner = oneByOne('task-router', {
      pick: (talk, candidates, now) => {
        const onlyFirst = plusSeconds(talk.askedAt, targetTimeout) > now;
        const targets = onlyFirst ? candidates.filter((seat) => isFirstTarget(talk, seat)) : candidates;
        return firstOf(targets, longestIdleFirst);
      },
    });
    return {
      ...inner,
      decide: (snapshot, now) => {
        const timeouts = snapshot.talks.map((talk) => plusSeconds(talk.askedAt, targetTimeout)).filter((at) => at > now);
        const nextDueAt = earliest(...timeouts);
        return { ...inner.decide(snapshot, now), ...(nextDueAt === undefined ? {} : { nextDueAt }) };
      },
    };
  },
};
