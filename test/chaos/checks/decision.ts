/**
 * Invariant 9. While a request waits without an offer and a volunteer who can serve it is free, a decision is due: one of the two
 * changes within 90 s. The check measures every such pair, from the moment both were there. It ends when one of them got an offer,
 * left, or could no longer be served or serve.
 *
 * Times in the ledger are whole seconds, so a length is known to within a second, and the check takes the shortest. It leaves out
 * the time before preferences are relaxed, and the time in which the seeker was silent.
 */
import type { Seat } from '../../../shared/domain/seat.ts';
import type { Talk } from '../../../shared/domain/talk.ts';
import type { Check, Evidence } from '../evidence.ts';
import { ledgerGrainMs } from '../ledger.ts';
import { decisionMsMax } from '../limits.ts';
import { seatsOf, talksOf, type Versions } from '../replay.ts';
import { whyNotServed, relaxedFrom } from './serviceability.ts';

interface Span {
  readonly from: number;
  readonly to: number;
}

interface Lying<T> extends Span {
  readonly value: T | undefined;
}

interface Waiting extends Span {
  readonly talk: Talk;
}

interface Free extends Span {
  readonly seat: Seat;
}

export const decision: Check = (evidence) => {
  const over = Math.max(
    ...evidence.ledger.map(({ writtenAt }) => writtenAt),
    ...evidence.history.map(({ completedAt }) => completedAt),
  );
  const waiting = talksOf(evidence.ledger).flatMap(({ versions }) => waitsOf(spansOf(versions, over), evidence));
  const free = seatsOf(evidence.ledger).flatMap(({ versions }) => freeTimesOf(spansOf(versions, over), evidence));
  const delays = waiting.flatMap((wait) => {
    const pairs = free.flatMap((available) => togetherMs(wait, available) ?? []);
    return pairs.length === 0 ? [] : [{ wait, ms: Math.max(...pairs) }];
  });
  const violations = delays
    .filter(({ ms }) => ms > decisionMsMax)
    .map(({ wait, ms }) => `${wait.talk.id} waited ${ms} ms while a volunteer who could serve it was free`);
  return [
    {
      invariant: 9,
      what: 'waits while a volunteer is free, decided within 90 s',
      checked: delays.length,
      violations,
      measured: summary(delays.map(({ ms }) => ms)),
    },
  ];
};

/** The spans in which each version of a request waited without an offer and could be served. */
function waitsOf(spans: readonly Lying<Talk>[], { settings }: Evidence): readonly Waiting[] {
  return spans.flatMap(({ value: talk, from, to }) => {
    if (talk?.state !== 'waiting') return [];
    const silentFrom = talk.lastSeenAt + settings.limits.stillThereSeconds * 1000;
    const relaxed = relaxedFrom(talk, settings.policy);
    return [{ talk, from: Math.max(from, relaxed), to: Math.min(to, silentFrom, talk.expiresAt) }];
  });
}

/** The spans in which each version of a seat was free for an offer. A volunteer with an open offer is not free for another. */
function freeTimesOf(spans: readonly Lying<Seat>[], evidence: Evidence): readonly Free[] {
  return spans.flatMap(({ value: seat, from, to }) => {
    if (seat?.on !== 'on' || seat.offers.length > 0 || seat.talks.length >= seat.capacity) return [];
    const mayBeFull = seat.facts.talksPerDay < evidence.settings.limits.talksPerDay;
    if (mayBeFull) return [];
    const rested = Math.max(from, seat.idleSince, seat.restUntil, seat.backOffUntil);
    const lease = Math.min(seat.leaseExpiresAt, seat.until ?? Infinity);
    return [{ seat, from: rested, to: Math.min(to, lease) }];
  });
}

/** Each version with the shortest time that it can have existed: from the end of its second to the start of the next version's, or the end. */
function spansOf<T>(versions: Versions<T>['versions'], over: number): readonly Lying<T>[] {
  return versions.map(({ writtenAt, value }, index) => ({
    value,
    from: writtenAt + ledgerGrainMs,
    to: versions[index + 1]?.writtenAt ?? over,
  }));
}

/** How many milliseconds both were there and the volunteer could serve the request. Undefined: never. */
function togetherMs(wait: Waiting, free: Free): number | undefined {
  const excluded = wait.talk.excludedVolunteers.find(({ volunteer }) => volunteer === free.seat.volunteer);
  const from = Math.max(wait.from, free.from, excluded?.until ?? 0);
  const to = Math.min(wait.to, free.to);
  return to > from && whyNotServed(wait.talk, free.seat, from) === undefined ? to - from : undefined;
}

function summary(delays: readonly number[]): string {
  const sorted = delays.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`;
}
