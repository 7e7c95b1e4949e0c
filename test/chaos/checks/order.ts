/**
 * Invariant 7. An offer of a volunteer may not overtake a request that is earlier in the queue and that the volunteer could have
 * served. Under the policy `priced`, `overtakesMax` later requests of the same need may overtake a request.
 *
 * Only certain cases count. The overtaken request was in the table, waiting and unchanged, from before the decision (`at` of the
 * offer, the clock of the run that decided) until the commit. Its seeker was not silent. No preference excluded the volunteer any
 * more. No block of the pair was under way. A decision reads the room after its `at`, so it read every such request.
 */
import type { Seat } from '../../../shared/domain/seat.ts';
import type { Policy } from '../../../shared/domain/policy/policy.ts';
import type { Talk } from '../../../shared/domain/talk.ts';
import { epochMs, type EpochMs } from '../../../shared/domain/time.ts';
import { classAfterWaiting, isBefore } from '../../fixtures/fairness-oracle.ts';
import type { Check, Evidence } from '../evidence.ts';
import { ledgerGrainMs } from '../ledger.ts';
import { offersOf, talksOf, type Offered, type Versions } from '../replay.ts';
import { whyNotServed, relaxedFrom } from './serviceability.ts';

export const order: Check = (evidence) => {
  const talks = talksOf(evidence.ledger);
  const blocked = blockedSubjects(evidence);
  const passings = new Map<string, number>();
  let compared = 0;
  const violations = offersOf(evidence.ledger).flatMap((offered) => {
    const waiting = talks.flatMap((versions) => waitingThrough(versions, offered) ?? []);
    compared += waiting.length;
    return waiting
      .filter((talk) => talk.subject === undefined || !blocked.has(talk.subject))
      .filter((talk) => wasPassed(talk, offered, evidence.settings))
      .filter((talk) => !mayBePassed(talk, offered, evidence.settings.policy, passings))
      .map((talk) => `${offered.offer.id} gave ${offered.offer.volunteer} to ${offered.talk.id} before ${talk.id}`);
  });
  return [
    { invariant: 7, what: 'offers while earlier requests waited', checked: compared, violations, measured: 'certain pairs' },
  ];
};

/** The request, if it waited without an offer from before the decision until the commit. Otherwise undefined. */
function waitingThrough({ versions }: Versions<Talk>, { at, offer }: Offered): Talk | undefined {
  const last = versions.findLast((version) => version.at < at);
  if (last?.value === undefined || last.writtenAt + ledgerGrainMs > offer.at) return undefined;
  return last.value.state === 'waiting' ? last.value : undefined;
}

function wasPassed(passed: Talk, { offer, talk, seat }: Offered, { policy, limits }: Evidence['settings']): boolean {
  const now: EpochMs = epochMs.parse(offer.at);
  if (seat === undefined || passed.id === talk.id || !isBefore(passed, talk, policy, now)) return false;
  const silent = now - passed.lastSeenAt >= limits.stillThereSeconds * 1000;
  const overdue = passed.expiresAt <= now;
  return !silent && !overdue && couldHaveBeenServed(passed, seat, policy, now);
}

/** Counts how often each request was overtaken. It does not read the counts that the service stores. */
function mayBePassed(passed: Talk, { offer, talk }: Offered, policy: Policy, passings: Map<string, number>): boolean {
  const times = (passings.get(passed.id) ?? 0) + 1;
  passings.set(passed.id, times);
  const [older, later] = [passed, talk].map((one) => classAfterWaiting(one, policy, epochMs.parse(offer.at)));
  return policy.name === 'priced' && times <= policy.overtakesMax && older === later;
}

function couldHaveBeenServed(talk: Talk, seat: Seat, policy: Evidence['settings']['policy'], now: number): boolean {
  if (whyNotServed(talk, seat, now) !== undefined) return false;
  return talk.criteria.sameVolunteer === seat.volunteer || relaxedFrom(talk, policy) <= now;
}

/** Subjects with a block in the history, acknowledged or not. From its start the service may exclude the pair. */
function blockedSubjects({ history, ledger }: Evidence): ReadonlySet<string> {
  const blocked = new Set(history.flatMap(({ route, params }) => (route === 'block' ? [params['conversation']] : [])));
  const talks = ledger.flatMap((change) => (change.kind === 'talk' ? (change.after ?? []) : []));
  return new Set(talks.flatMap(({ match, subject }) => (match && subject && blocked.has(match.conversation) ? [subject] : [])));
}
