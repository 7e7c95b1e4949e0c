/**
 * Deferred acceptance (Gale and Shapley 1962), which Liu, Fang, Moriarty, Kraut and Zhu (JMIR Form Res 2024;8:e58241) tried on
 * peer support. Seekers propose to the volunteers who fit best. A volunteer keeps the seeker who shares a topic and waited
 * longest. It runs at every event, over all waiting requests and all idle volunteers. The result is stable.
 */
import type { Seat } from '../../shared/domain/seat.ts';
import { type Talk, needClass } from '../../shared/domain/talk.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import { eventDriven, type SimPolicyKind } from '../policies/sim-policy.ts';
import { bestFirst, ranked } from './best-quality.ts';
import { freeIn, mayServe, olderFirst, waitingIn } from './free.ts';

/** The stable matching that is best for the seekers. */
export function stableMatching(waiting: readonly Talk[], idle: readonly Seat[], now: EpochMs): ReadonlyMap<Seat, Talk> {
  const preferences = new Map(
    waiting.map((talk) => [
      talk,
      ranked(
        talk,
        idle.filter((seat) => mayServe(talk, seat, now)),
      )
        .toSorted(bestFirst)
        .values(),
    ]),
  );
  const accepted = new Map<Seat, Talk>();
  const proposing = [...waiting];
  for (let talk = proposing.pop(); talk !== undefined; talk = proposing.pop()) {
    const proposal = preferences.get(talk)?.next();
    if (proposal === undefined || proposal.done === true) continue;
    const { seat } = proposal.value;
    const rival = accepted.get(seat);
    const [winner, loser] = rival === undefined || prefers(seat, talk, rival) ? [talk, rival] : [rival, talk];
    accepted.set(seat, winner);
    if (loser !== undefined) proposing.push(loser);
  }
  return accepted;
}

/** Whether the volunteer prefers `a` to `b`. */
function prefers({ facts }: Seat, a: Talk, b: Talk): boolean {
  const known = ({ criteria }: Talk) => criteria.topics.filter((topic) => facts.topics.includes(topic)).length;
  return (needClass(a.need) - needClass(b.need) || known(b) - known(a) || olderFirst(a, b)) < 0;
}

export const deferredAcceptance: SimPolicyKind = {
  name: 'deferred-acceptance',
  about: 'stable matching of all who wait and all who are idle (Gale and Shapley; Liu et al. 2024)',
  start: () => ({
    name: 'deferred-acceptance',
    triggers: eventDriven,
    decide: (snapshot, now) => ({
      offers: [...stableMatching(waitingIn(snapshot, now), freeIn(snapshot, now), now)].map(([seat, talk]) => ({
        request: talk.id,
        volunteer: seat.volunteer,
      })),
    }),
  }),
};
