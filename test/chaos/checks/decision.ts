/**
 * Invariant 9. As long as somebody waits without an offer and a volunteer who could serve them is free, a decision is due: one
 * of the two changes within 90 s. Measured for every such pair, from the moment both were there to the moment one of them was
 * offered something, went, or could serve no longer.
 *
 * Times in the ledger are whole seconds, so a length is known to within a second; it is taken at its shortest. Preferences are
 * left out (only what may be served by anybody counts), and so is the time in which the seeker was not heard of.
 */
import type { Seat } from '../../../shared/domain/seat.ts';
import type { Talk } from '../../../shared/domain/talk.ts';
import type { Check, Evidence } from '../evidence.ts';
import { ledgerGrainMs } from '../ledger.ts';
import { decisionMsMax } from '../limits.ts';
import { seatsOf, storiesOf, type Versions } from '../replay.ts';
import { apart, relaxedFrom } from './serviceability.ts';

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
  const waiting = storiesOf(evidence.ledger).flatMap(({ versions }) => waitsOf(spansOf(versions, over), evidence));
  const free = seatsOf(evidence.ledger).flatMap(({ versions }) => freeTimesOf(spansOf(versions, over), evidence));
  const delays = waiting.flatMap((wait) => {
    const pairs = free.flatMap((place) => togetherMs(wait, place) ?? []);
    return pairs.length === 0 ? [] : [{ wait, ms: Math.max(...pairs) }];
  });
  const violations = delays
    .filter(({ ms }) => ms > decisionMsMax)
    .map(({ wait, ms }) => `${wait.talk.id} waited ${ms} ms beside a free volunteer who could serve them`);
  return [
    {
      invariant: 9,
      what: 'waits beside somebody free, decided within 90 s',
      checked: delays.length,
      violations,
      measured: summary(delays.map(({ ms }) => ms)),
    },
  ];
};

/** The spans in which each version of a request lay there waiting without an offer, and was to be served. */
function waitsOf(spans: readonly Lying<Talk>[], { settings }: Evidence): readonly Waiting[] {
  return spans.flatMap(({ value: talk, from, to }) => {
    if (talk?.state !== 'waiting') return [];
    const silentFrom = talk.lastSeenAt + settings.limits.stillThereSeconds * 1000;
    const relaxed = relaxedFrom(talk, settings.policy);
    return [{ talk, from: Math.max(from, relaxed), to: Math.min(to, silentFrom, talk.expiresAt) }];
  });
}

/** The spans in which each version of a seat was free for an offer. Somebody who is being asked is not asked twice at once. */
function freeTimesOf(spans: readonly Lying<Seat>[], evidence: Evidence): readonly Free[] {
  return spans.flatMap(({ value: seat, from, to }) => {
    if (seat?.on !== 'on' || seat.offers.length > 0 || seat.talks.length >= seat.capacity) return [];
    const mayBeFull = seat.facts.talksPerDay < evidence.settings.limits.talksPerDay;
    if (mayBeFull) return [];
    const rested = Math.max(from, seat.idleSince, seat.restUntil, seat.backOffUntil);
    const lease = seat.talks.length > 0 ? Infinity : Math.min(seat.leaseExpiresAt, seat.until ?? Infinity);
    return [{ seat, from: rested, to: Math.min(to, lease) }];
  });
}

/** Each version with the time it lay there at least: from the end of its second to the start of the next one's, or the end. */
function spansOf<T>(versions: Versions<T>['versions'], over: number): readonly Lying<T>[] {
  return versions.map(({ writtenAt, value }, index) => ({
    value,
    from: writtenAt + ledgerGrainMs,
    to: versions[index + 1]?.writtenAt ?? over,
  }));
}

/** How long both were there and nothing kept them apart; undefined: never. */
function togetherMs(wait: Waiting, place: Free): number | undefined {
  const avoided = wait.talk.excludedVolunteers.find(({ volunteer }) => volunteer === place.seat.volunteer);
  const from = Math.max(wait.from, place.from, avoided?.until ?? 0);
  const to = Math.min(wait.to, place.to);
  return to > from && apart(wait.talk, place.seat, from) === undefined ? to - from : undefined;
}

function summary(delays: readonly number[]): string {
  const sorted = delays.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`;
}
