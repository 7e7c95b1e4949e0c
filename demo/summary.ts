/** The figures of the evening: counts, waits and violations, all from the history. Pure. */
import { ofKind, type Entry, type EventKind, type UnmatchedCause, type Violation } from './history.ts';
import { violationsIn, type Judged } from './violations.ts';

export interface Percentiles {
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly of: number;
}

export interface Summary {
  readonly asked: number;
  readonly refused: ReadonlyMap<string, number>;
  readonly matched: number;
  readonly cancelled: number;
  readonly atClosing: number;
  readonly expired: number;
  readonly cameBack: number;
  /** Real seconds. */
  readonly waits: Percentiles | undefined;
  readonly offers: {
    readonly seen: number;
    readonly accepted: number;
    readonly declined: number;
    readonly ignored: number;
    readonly tooLate: number;
  };
  /** Of matches: how often each reason was given. */
  readonly pairReasons: ReadonlyMap<string, number>;
  /** Of those who waited, as the service's board said at each look: how often each reason was given. */
  readonly waitReasons: ReadonlyMap<string, number>;
  /** Of the requests that ended without a match. */
  readonly unmatchedCauses: ReadonlyMap<UnmatchedCause, number>;
  readonly felt: { readonly yes: number; readonly somewhat: number; readonly no: number };
  readonly heavy: number;
  readonly blocks: number;
  readonly reports: number;
  readonly erased: number;
  readonly casesRaised: number;
  readonly casesClosed: number;
  readonly violations: ReadonlyMap<Violation, number>;
  readonly stopped: readonly string[];
  /** Evening seconds of the first match. */
  readonly firstMatchAt: number | undefined;
}

/** The summary of a history. */
export function summaryOf(entries: readonly Entry[], watched: Judged): Summary {
  const count = (...kinds: readonly EventKind[]) => ofKind(entries, ...kinds).length;
  const cancelled = ofKind(entries, 'cancelled');
  const felt = ofKind(entries, 'felt');
  const cases = ofKind(entries, 'case');
  const expired = ofKind(entries, 'expired');
  return {
    asked: count('asked'),
    refused: tally(ofKind(entries, 'refused').map(({ why }) => why)),
    matched: count('accepted'),
    cancelled: cancelled.filter(({ why }) => why === 'patience').length,
    atClosing: cancelled.filter(({ why }) => why === 'closing').length,
    expired: expired.length,
    cameBack: ofKind(entries, 'asked').filter(({ cameBack }) => cameBack).length,
    waits: percentilesOf(ofKind(entries, 'matched').map(({ waitSeconds }) => waitSeconds)),
    offers: {
      seen: count('offered'),
      accepted: count('accepted'),
      declined: count('declined'),
      ignored: count('ignored'),
      tooLate: count('too-late'),
    },
    pairReasons: tally(ofKind(entries, 'accepted').flatMap(({ reasons }) => reasons)),
    waitReasons: tally(ofKind(entries, 'looked').flatMap(({ waitReasons }) => spread(waitReasons))),
    unmatchedCauses: tally([...cancelled, ...expired].map(({ cause }) => cause)),
    felt: {
      yes: felt.filter(({ heard }) => heard === 'yes').length,
      somewhat: felt.filter(({ heard }) => heard === 'somewhat').length,
      no: felt.filter(({ heard }) => heard === 'no').length,
    },
    heavy: count('heavy'),
    blocks: count('blocked'),
    reports: count('reported'),
    erased: count('erased'),
    casesRaised: cases.filter(({ state }) => state === 'acknowledged').length + ofKind(entries, 'reported').length,
    casesClosed: cases.filter(({ state }) => state === 'closed').length,
    violations: violationsIn(entries, watched),
    stopped: ofKind(entries, 'stopped').map(({ who, why }) => `${who}: ${why}`),
    firstMatchAt: ofKind(entries, 'accepted')[0]?.at,
  };
}

/** Each name as often as it was counted. */
function spread(counts: Readonly<Record<string, number>>): readonly string[] {
  return Object.entries(counts).flatMap(([name, count]) => Array.from({ length: count }, () => name));
}

/** Nearest-rank percentiles; undefined of nothing. */
export function percentilesOf(values: readonly number[]): Percentiles | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return sorted.length === 0 ? undefined : { p50: rank(0.5), p90: rank(0.9), p95: rank(0.95), of: sorted.length };
}

/** How often each occurs, the most frequent first. */
export function tally<T>(values: readonly T[]): ReadonlyMap<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return new Map([...counts].toSorted(([, a], [, b]) => b - a));
}
