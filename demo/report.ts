/** The summary at the end, as text. */
import type { ServiceBoard } from './coordinator.ts';
import { notAsFast } from './compressed-time.ts';
import { violations, type Violation } from './history.ts';
import { stoppedNamed } from './limits.ts';
import type { Meter } from './meter.ts';
import { percentilesOf, type Percentiles, type Summary } from './summary.ts';
import { reasonText, percent, durationText, refusalText } from './wording.ts';

export interface Reported {
  readonly summary: Summary;
  readonly meter: Meter;
  readonly board: ServiceBoard | undefined;
  readonly factor: number;
  readonly seed: number;
  /** False: it was ended early, and what was under way has no end. */
  readonly complete: boolean;
  /** Real seconds from the start of the command to the first match. */
  readonly firstMatchAfter: number | undefined;
}

/** Whether there was no violation and no unexpected answer: what the exit code says. */
export function isFaultless({ summary, meter }: Pick<Reported, 'summary' | 'meter'>): boolean {
  const broken = [...summary.violations.values()].some((count) => count > 0);
  return !broken && summary.stopped.length === 0 && meter.supportMissing === 0 && meter.unexpected.size === 0;
}

/** The summary, lines of plain text. Pure. */
export function report(reported: Reported): string {
  const { complete, seed, factor } = reported;
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ['seekers', seekerLines(reported)],
    ['waits', waitLines(reported.summary.waits, factor)],
    ['offers', offerLines(reported)],
    ['matched, why', reasonLines(reported.summary.pairReasons, reported.summary.matched)],
    ['waited, why', reasonLines(reported.summary.waitReasons)],
    ['unmatched, why', unmatchedLines(reported.summary)],
    ['afterwards', afterLines(reported.summary)],
    ['invariants', violationLines(reported)],
    ['API calls', callLines(reported.meter)],
  ];
  const title = `${complete ? 'The evening' : 'The evening, ended early'}: time ran ${factor}x, seed ${seed}`;
  return [title, ...sections.flatMap(([name, lines]) => named(name, lines)), ...compressionLines(factor)].join('\n');
}

function named(name: string, lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => `  ${(index === 0 ? name : '').padEnd(16)}${line}`);
}

/** Refusals in plain words, with how often each came. */
function inWords(refused: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  return [...refused].map(([code, count]) => [refusalText(code), count] as const);
}

function list(counts: Iterable<readonly [string, number]>): string {
  return [...counts].map(([name, count]) => `${name} ${count}`).join(', ');
}

function seekerLines({ summary, firstMatchAfter }: Reported): readonly string[] {
  const { asked, matched, cancelled, atClosing, expired, cameBack, refused } = summary;
  const first =
    firstMatchAfter === undefined
      ? 'no seeker was matched'
      : `the first match came ${firstMatchAfter.toFixed(1)} s after the start`;
  return [
    `asked ${asked}, matched ${matched} (${percent(matched, asked)}), cancelled ${cancelled + atClosing}, expired ${expired}`,
    `of those who cancelled: gave up ${cancelled}, cancelled at closing time ${atClosing}; came back with their token ${cameBack}`,
    ...(refused.size === 0 ? [] : [`refused with help: ${list(inWords(refused))}`]),
    first,
  ];
}

function waitLines(waits: Percentiles | undefined, factor: number): readonly string[] {
  if (waits === undefined) return ['none'];
  const of = (stretch: number) =>
    `p50 ${durationText(waits.p50 * stretch)}, p90 ${durationText(waits.p90 * stretch)}, p95 ${durationText(waits.p95 * stretch)}`;
  return [`${of(1)} on the service's clock`, `${of(factor)} uncompressed (x ${factor}), of ${waits.of} matches`];
}

function offerLines({ summary: { offers: o }, board }: Reported): readonly string[] {
  const seen = `seen ${o.seen}, accepted ${o.accepted} (${percent(o.accepted, o.seen)}), declined ${o.declined}, left to lapse ${o.ignored}, too late ${o.tooLate}`;
  if (board === undefined) return [seen];
  const { asked, offers, matched, declined, lapsed, cancelled, expired } = board.today;
  return [seen, `the service counts ${list(Object.entries({ asked, offers, matched, declined, lapsed, cancelled, expired }))}`];
}

/** Reasons in plain words, the most frequent first; as a share of `of`, or of all reasons. */
function reasonLines(reasons: ReadonlyMap<string, number>, of?: number): readonly string[] {
  const whole = of ?? [...reasons.values()].reduce((sum, count) => sum + count, 0);
  if (reasons.size === 0) return ['none'];
  return [...reasons].map(([reason, count]) => `${percent(count, whole).padStart(5)}  ${reasonText([reason])}`);
}

function unmatchedLines({ unmatchedCauses, refused }: Summary): readonly string[] {
  const why = [...unmatchedCauses, ...inWords(refused)];
  return why.length === 0 ? ['none'] : why.map(([name, count]) => `${String(count).padStart(3)}  ${name}`);
}

function afterLines({ felt, heavy, blocks, reports, erased, casesRaised, casesClosed }: Summary): readonly string[] {
  const said = felt.yes + felt.somewhat + felt.no;
  return [
    `felt heard: yes ${felt.yes}, somewhat ${felt.somewhat}, no ${felt.no} (of ${said} who said)`,
    `heavy talks ${heavy}, blocks ${blocks}, reports ${reports}, erased ${erased}; cases raised ${casesRaised}, closed ${casesClosed}`,
  ];
}

function violationLines({ summary, meter }: Reported): readonly string[] {
  const isViolation = (name: string): name is Violation => name in violations;
  const line = (count: number, name: string) => `${String(count).padStart(3)}  ${name}`;
  return [
    ...Object.keys(violations)
      .filter(isViolation)
      .map((name) => line(summary.violations.get(name) ?? 0, violations[name])),
    line(meter.supportMissing, 'an answer to a seeker without help in it'),
    line(
      [...meter.unexpected.values()].reduce((sum, count) => sum + count, 0),
      'an unexpected answer',
    ),
    ...[...meter.unexpected].map(([what, count]) => `       ${count} x ${what}`),
    ...stoppedLines(summary.stopped),
  ];
}

function stoppedLines(stopped: readonly string[]): readonly string[] {
  if (stopped.length === 0) return [];
  return [
    `     people who had to stop for it: ${stopped.length}`,
    ...stopped.slice(0, stoppedNamed).map((who) => `       ${who}`),
  ];
}

function callLines({ answered, held, later }: Meter): readonly string[] {
  const ms = (value: number) => `${Math.round(value)} ms`;
  const all = percentilesOf([...answered.values()].flat());
  const slowest = [...answered]
    .map(([route, times]) => ({ route, times: percentilesOf(times) }))
    .toSorted((a, b) => (b.times?.p50 ?? 0) - (a.times?.p50 ?? 0))
    .slice(0, slowestNamed)
    .map(({ route, times }) => `${route} ${ms(times?.p50 ?? 0)}`);
  if (all === undefined) return ['none'];
  return [
    `${all.of} answered, p50 ${ms(all.p50)}, p95 ${ms(all.p95)}; ${held} held on purpose; ${later} told to come later, or not answered`,
    `the slowest at p50: ${slowest.join(', ')}`,
  ];
}

/** Routes named as the slowest. */
const slowestNamed = 4;

function compressionLines(factor: number): readonly string[] {
  const longer = notAsFast(factor);
  return [
    '',
    ...(longer.length === 0 ? [] : [`Real seconds that the contract does not let shrink with the factor: ${longer.join(', ')}.`]),
    `The service's own time does not shrink: one second of it is ${durationText(factor)} of the evening.`,
  ];
}
