/** The summary at the end, as text. */
import type { ServiceBoard } from './coordinator.ts';
import { notAsFast } from './compressed.ts';
import { wrongs } from './history.ts';
import type { Wrong } from './history.ts';
import { stoppedNamed } from './limits.ts';
import type { Meter } from './meter.ts';
import { percentilesOf } from './score.ts';
import type { Percentiles, Score } from './score.ts';
import { inWords, percent, span } from './words.ts';

export interface Reported {
  readonly score: Score;
  readonly meter: Meter;
  readonly board: ServiceBoard | undefined;
  readonly factor: number;
  readonly seed: number;
  /** False: it was called off, and what was under way has no end. */
  readonly complete: boolean;
  /** Real seconds from the start of the command to the first match. */
  readonly firstMatchAfter: number | undefined;
}

/** Whether nothing happened that must not: what the exit code says. */
export function isFlawless({ score, meter }: Pick<Reported, 'score' | 'meter'>): boolean {
  const broken = [...score.wrongs.values()].some((count) => count > 0);
  return !broken && score.stopped.length === 0 && meter.supportMissing === 0 && meter.unexpected.size === 0;
}

/** The summary, lines of plain text. Pure. */
export function report(reported: Reported): string {
  const { complete, seed, factor } = reported;
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ['seekers', seekerLines(reported)],
    ['waits', waitLines(reported.score.waits, factor)],
    ['offers', offerLines(reported)],
    ['matched, why', reasonLines(reported.score.pairReasons, reported.score.matched)],
    ['waited, why', reasonLines(reported.score.waitReasons)],
    ['unmatched, why', unmatchedLines(reported.score)],
    ['afterwards', afterLines(reported.score)],
    ['invariants', wrongLines(reported)],
    ['API calls', callLines(reported.meter)],
  ];
  const title = `${complete ? 'The evening' : 'The evening, called off'}: time ran ${factor}x, seed ${seed}`;
  return [title, ...sections.flatMap(([name, lines]) => named(name, lines)), ...compressionLines(factor)].join('\n');
}

function named(name: string, lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => `  ${(index === 0 ? name : '').padEnd(16)}${line}`);
}

function list(counts: Iterable<readonly [string, number]>): string {
  return [...counts].map(([name, count]) => `${name} ${count}`).join(', ');
}

function seekerLines({ score, firstMatchAfter }: Reported): readonly string[] {
  const { asked, matched, cancelled, atClosing, expired, cameBack, missed, refused } = score;
  const first =
    firstMatchAfter === undefined ? 'nobody was matched' : `the first match came ${firstMatchAfter.toFixed(1)} s after the start`;
  return [
    `asked ${asked}, matched ${matched} (${percent(matched, asked)}), cancelled ${cancelled + atClosing}, expired ${expired}`,
    `of those who cancelled: gave up ${cancelled}, sent home at closing time ${atClosing}; came back with their token ${cameBack}`,
    `matched and one side never joined ${missed}${refused.size === 0 ? '' : `; refused with help: ${list(refused)}`}`,
    first,
  ];
}

function waitLines(waits: Percentiles | undefined, factor: number): readonly string[] {
  if (waits === undefined) return ['none'];
  const of = (stretch: number) =>
    `p50 ${span(waits.p50 * stretch)}, p90 ${span(waits.p90 * stretch)}, p95 ${span(waits.p95 * stretch)}`;
  return [`${of(1)} on the service's clock`, `${of(factor)} uncompressed (x ${factor}), of ${waits.of} matches`];
}

function offerLines({ score: { offers: o }, board }: Reported): readonly string[] {
  const seen = `seen ${o.seen}, accepted ${o.accepted} (${percent(o.accepted, o.seen)}), declined ${o.declined}, left to lapse ${o.ignored}, too late ${o.tooLate}`;
  if (board === undefined) return [seen];
  const { asked, offers, matched, declined, lapsed, cancelled, expired } = board.today;
  return [seen, `the service counts ${list(Object.entries({ asked, offers, matched, declined, lapsed, cancelled, expired }))}`];
}

/** Reasons in plain words, the most frequent first; as a share of `of`, or of all reasons. */
function reasonLines(reasons: ReadonlyMap<string, number>, of?: number): readonly string[] {
  const whole = of ?? [...reasons.values()].reduce((sum, count) => sum + count, 0);
  if (reasons.size === 0) return ['nobody'];
  return [...reasons].map(([reason, count]) => `${percent(count, whole).padStart(5)}  ${inWords([reason])}`);
}

function unmatchedLines({ lacks, refused }: Score): readonly string[] {
  const why = [...lacks, ...refused];
  return why.length === 0 ? ['nobody'] : why.map(([name, count]) => `${String(count).padStart(3)}  ${name}`);
}

function afterLines({ felt, heavy, blocks, reports, erased, casesRaised, casesClosed }: Score): readonly string[] {
  const said = felt.yes + felt.somewhat + felt.no;
  return [
    `felt heard: yes ${felt.yes}, somewhat ${felt.somewhat}, no ${felt.no} (of ${said} who said)`,
    `heavy talks ${heavy}, blocks ${blocks}, reports ${reports}, erased ${erased}; cases raised ${casesRaised}, closed ${casesClosed}`,
  ];
}

function wrongLines({ score, meter }: Reported): readonly string[] {
  const isWrong = (name: string): name is Wrong => name in wrongs;
  const line = (count: number, name: string) => `${String(count).padStart(3)}  ${name}`;
  return [
    ...Object.keys(wrongs)
      .filter(isWrong)
      .map((name) => line(score.wrongs.get(name) ?? 0, wrongs[name])),
    line(meter.supportMissing, 'an answer to a seeker without help in it'),
    line(
      [...meter.unexpected.values()].reduce((sum, count) => sum + count, 0),
      'an unexpected answer',
    ),
    ...[...meter.unexpected].map(([what, count]) => `       ${count} x ${what}`),
    ...stoppedLines(score.stopped),
  ];
}

function stoppedLines(stopped: readonly string[]): readonly string[] {
  if (stopped.length === 0) return [];
  return [
    `     players who had to stop for it: ${stopped.length}`,
    ...stopped.slice(0, stoppedNamed).map((who) => `       ${who}`),
  ];
}

function callLines({ answered, held, again, timedOut }: Meter): readonly string[] {
  const ms = (value: number) => `${Math.round(value)} ms`;
  const all = percentilesOf([...answered.values()].flat());
  const slowest = [...answered]
    .map(([route, times]) => ({ route, times: percentilesOf(times) }))
    .toSorted((a, b) => (b.times?.p50 ?? 0) - (a.times?.p50 ?? 0))
    .slice(0, slowestNamed)
    .map(({ route, times }) => `${route} ${ms(times?.p50 ?? 0)}`);
  if (all === undefined) return ['none'];
  return [
    `${all.of} answered, p50 ${ms(all.p50)}, p95 ${ms(all.p95)}; ${held} held on purpose; ${again} made again, ${timedOut} after a time-out`,
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
    `The service's own time does not shrink: one second of it is ${span(factor)} of the evening.`,
  ];
}
