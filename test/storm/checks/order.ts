/**
 * Invariant 7, with `overtakesMax` 0 as every policy has it unless a space sets more. Whenever a volunteer was given to somebody, nobody who comes before them in the queue
 * and could have been served by that volunteer was left waiting.
 *
 * Only what is beyond doubt counts: the one who was passed lay in the table, waiting and unchanged, from before the decision
 * (`at` of the offer, the clock of the run that decided) until its commit; had been heard of; no preference of theirs may
 * have kept the volunteer from them any more; and no block of the pair was under way. A decision reads the room after its
 * `at`, so whoever lay there then was seen.
 */
import type { Seat } from '../../../shared/domain/seat.ts';
import type { Talk } from '../../../shared/domain/talk.ts';
import { epochMs } from '../../../shared/domain/time.ts';
import type { EpochMs } from '../../../shared/domain/time.ts';
import { isBefore } from '../../fixtures/fairness-oracle.ts';
import type { Check, Evidence } from '../evidence.ts';
import { ledgerGrainMs } from '../ledger.ts';
import { offersOf, storiesOf } from '../replay.ts';
import type { Offered, Versions } from '../replay.ts';
import { apart, relaxedFrom } from './could-serve.ts';

export const order: Check = (evidence) => {
  const stories = storiesOf(evidence.ledger);
  const blocked = blockedSubjects(evidence);
  let compared = 0;
  const violations = offersOf(evidence.ledger).flatMap((offered) => {
    const waiting = stories.flatMap((story) => lay(story, offered) ?? []);
    compared += waiting.length;
    return waiting
      .filter((talk) => talk.subject === undefined || !blocked.has(talk.subject))
      .filter((talk) => wasPassed(talk, offered, evidence.settings))
      .map((talk) => `${offered.offer.id} gave ${offered.offer.volunteer} to ${offered.talk.id}, past ${talk.id}`);
  });
  return [{ invariant: 7, what: 'offers past others who waited', checked: compared, violations, measured: 'pairs beyond doubt' }];
};

/** The request as it lay there, waiting without an offer, from before the decision until its commit; else undefined. */
function lay({ versions }: Versions<Talk>, { at, offer }: Offered): Talk | undefined {
  const last = versions.findLast((version) => version.at < at);
  if (last?.value === undefined || last.writtenAt + ledgerGrainMs > offer.at) return undefined;
  return last.value.state === 'waiting' ? last.value : undefined;
}

function wasPassed(passed: Talk, { offer, talk, seat }: Offered, { policy, limits }: Evidence['settings']): boolean {
  const now: EpochMs = epochMs.parse(offer.at);
  if (seat === undefined || passed.id === talk.id || !isBefore(passed, talk, policy, now)) return false;
  const silent = now - passed.heardAt >= limits.stillThereSeconds * 1000;
  const overdue = passed.expiresAt <= now;
  return !silent && !overdue && couldHaveBeenServed(passed, seat, policy, now);
}

function couldHaveBeenServed(talk: Talk, seat: Seat, policy: Evidence['settings']['policy'], now: number): boolean {
  if (apart(talk, seat, now) !== undefined) return false;
  return talk.ask.sameVolunteer === seat.volunteer || policy.name === 'fcfs' || relaxedFrom(talk, policy) <= now;
}

/** Subjects with a block in the history, acknowledged or not: from its start the pair may be kept apart. */
function blockedSubjects({ history, ledger }: Evidence): ReadonlySet<string> {
  const blocked = new Set(history.flatMap(({ route, params }) => (route === 'block' ? [params['conversation']] : [])));
  const talks = ledger.flatMap((change) => (change.kind === 'talk' ? (change.after ?? []) : []));
  return new Set(talks.flatMap(({ match, subject }) => (match && subject && blocked.has(match.conversation) ? [subject] : [])));
}
