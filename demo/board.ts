/** The board: 24 lines of at most 80 plain characters, drawn from figures alone. Pure; a terminal adds colour, if any. */
import { needs, type Need } from '../shared/domain/vocabulary.ts';
import type { ServiceBoard } from './coordinator.ts';
import { boardColumns, boardLines, staleSeconds } from './limits.ts';
import { reasonText, needTexts, percent, durationText, timeOfDay } from './wording.ts';

export interface NeedRow {
  readonly waiting: number;
  /** Evening seconds; the longest first. */
  readonly longest: readonly number[];
}

export interface BoardState {
  readonly factor: number;
  readonly seed: number;
  /** Second of the day, as the clock of the evening shows it. */
  readonly timeOfDay: number;
  /** Real seconds. */
  readonly elapsed: number;
  readonly total: number;
  readonly phase: 'open' | 'closing' | 'over';
  readonly needs: Readonly<Record<Need, NeedRow>>;
  readonly silent: number;
  readonly volunteers: Readonly<Record<'on' | 'talking' | 'asked' | 'free' | 'resting' | 'leaving' | 'off', number>>;
  readonly conversations: number;
  readonly counts: Readonly<Record<'asked' | 'matched' | 'gaveUp' | 'expired' | 'refused' | 'offers' | 'accepted', number>>;
  /** Evening hours passed, for rates. */
  readonly hours: number;
  /** Violations and unexpected answers. */
  readonly violations: number;
  /** The newest last. */
  readonly events: readonly { readonly timeOfDay: number; readonly text: string }[];
  readonly service: ServiceBoard | undefined;
  /** Real seconds since the service said so. */
  readonly serviceAge: number;
  /** Calls that were shed or not answered, and made again. */
  readonly repeated: number;
  /** The seeker that the viewer follows, in one sentence. */
  readonly followed: string | undefined;
}

/** Lines of the last events: what the figures leave free. */
const eventLines = boardLines - 18;
/** Columns of the names at the left, and of a bar at the right. */
const nameWidth = 15;
const barWidth = 20;

/** Renders the board; always exactly `boardLines` lines, none wider than `boardColumns`, printable ASCII only. */
export function renderBoard(state: BoardState): readonly string[] {
  return [
    title(state),
    rule,
    row('WAITING', '      longest waits'),
    ...needs.map((need) => needLine(needTexts[need], state.needs[need])),
    row('  silent', `${right(state.silent)}   silent lately, not offered until heard again`),
    rule,
    ...volunteerLines(state),
    ...soFar(state),
    row(isStale(state) ? 'SERVICE SAID' : 'SERVICE SAYS', serviceFigures(state)),
    row('  they wait', waitReasons(state)),
    rule,
    row('FOLLOWED', state.followed ?? '-'),
    ...lastOf(state.events),
    footer(state),
  ].map(fitted);
}

const rule = '-'.repeat(boardColumns);

function title({ factor, timeOfDay: second, elapsed, total, seed }: BoardState): string {
  const end = `${clockOf(elapsed)} of ${clockOf(total)}   seed ${seed} `;
  const start = ` EARSHOT   an evening, ${timeOfDay(second)}   time runs ${factor}x`;
  return start.padEnd(boardColumns - end.length) + end;
}

function clockOf(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

function row(name: string, text: string): string {
  return ` ${name.padEnd(nameWidth)}${text}`;
}

function right(count: number): string {
  return String(count).padStart(3);
}

function figures(named: Readonly<Record<string, number>>): string {
  return Object.entries(named)
    .map(([name, count]) => `${name} ${count}`)
    .join('  ');
}

function needLine(name: string, { waiting, longest }: NeedRow): string {
  const waits = longest.slice(0, 3).map(durationText).join('   ');
  return row(`  ${name}`, `${right(waiting)}   ${waits.padEnd(32)} ${'#'.repeat(Math.min(barWidth, waiting))}`);
}

/** Below the figures one letter for each volunteer who is on. */
function volunteerLines({
  volunteers: { on, free, asked, talking, resting, leaving, off },
  conversations,
}: BoardState): readonly string[] {
  const letters = { T: talking, a: asked, '.': free, r: resting, L: leaving };
  const bar = Object.entries(letters).map(([letter, count]) => letter.repeat(Math.min(count, boardColumns)));
  return [
    row('VOLUNTEERS', figures({ on, talking, asked, free, resting, leaving })),
    row(`  talks ${conversations}`, `${bar.join('')}   ${off} off`),
  ];
}

function soFar({ counts: { asked, matched, gaveUp, expired, refused, offers, accepted }, hours }: BoardState): readonly string[] {
  const perHour = (count: number) => (hours <= 0 ? '-' : String(Math.round(count / hours)));
  const ended = matched + gaveUp + expired;
  return [
    row('SO FAR', figures({ asked, matched, 'gave up': gaveUp, expired, refused })),
    row(
      '',
      `an hour ${perHour(asked)} ask, ${perHour(matched)} match;  ${percent(matched, ended)} matched, ${percent(accepted, offers)} of offers taken`,
    ),
  ];
}

/** Whether the service has not been heard for a while. Then its figures are marked with their age. */
function isStale({ service, serviceAge }: BoardState): boolean {
  return service !== undefined && serviceAge > staleSeconds;
}

function serviceFigures(state: BoardState): string {
  const { service, factor, serviceAge } = state;
  if (service === undefined) return 'nothing yet';
  const age = isStale(state) ? `${Math.round(serviceAge)} s ago: ` : '';
  const { waiting, oldestWaitSeconds, volunteersOn: on, volunteersFree: free, conversationsOpen: talks, cases } = service;
  const oldest = oldestWaitSeconds === null ? '' : ` (${durationText(oldestWaitSeconds * factor)})`;
  const rest = figures({ on, free, talks, cases: cases.escalationsOpen + cases.reportsOpen });
  return `${age}waiting ${waiting}${oldest}  ${rest}`;
}

/** The most frequent first; one may wait for several. */
function waitReasons({ service }: BoardState): string {
  const counts = Object.entries(service?.waitReasons ?? {}).toSorted(([, a], [, b]) => b - a);
  return counts.length === 0 ? '-' : counts.map(([reason, count]) => `${reasonText([reason])} ${count}`).join(', ');
}

function lastOf(events: BoardState['events']): readonly string[] {
  const last = events.slice(-eventLines);
  return Array.from({ length: eventLines }, (_, index) => {
    const one = last[index];
    return one === undefined ? '' : ` ${timeOfDay(one.timeOfDay)}  ${one.text}`;
  });
}

const phaseTexts = {
  open: 'Ctrl-C ends the evening',
  closing: 'closing: the last talks come to an end',
  over: 'the evening is over',
} as const;

function footer({ phase, violations, repeated }: BoardState): string {
  const busy = repeated === 0 ? '' : `${repeated} calls made again; `;
  const judged = violations === 0 ? `${busy}all invariants held so far ` : `INVARIANTS BROKEN: ${violations} `;
  return ` ${phaseTexts[phase]}`.padEnd(boardColumns - judged.length) + judged;
}

/** Cut to the width, which it says with two dots; anything that could break the grid becomes a question mark. */
function fitted(line: string): string {
  const plain = line.replaceAll(/[^\x20-\x7e]/gu, '?').trimEnd();
  return plain.length <= boardColumns ? plain : `${plain.slice(0, boardColumns - 2)}..`;
}
