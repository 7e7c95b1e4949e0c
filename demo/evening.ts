/** Runs one evening with all its people, from the first arrival to the last goodbye. */
import type { MeteredClient } from './metered-client.ts';
import { Clock } from './clock.ts';
import { compressedLimits } from './compressed-time.ts';
import { advanceCases, readBoard, watchBoard, workOnCases, type ServiceBoard } from './coordinator.ts';
import { History } from './history.ts';
import { closingSeconds, leavingSeconds } from './limits.ts';
import { answeredIn, type Meter } from './meter.ts';
import { untilStopped, type Context } from './context.ts';
import type { SeekerProfile } from './seeker-profile.ts';
import { runSeeker, runVolunteer } from './people.ts';
import type { Setup } from './setup.ts';
import type { VolunteerProfile } from './volunteer-profile.ts';

export interface Schedule {
  readonly seed: number;
  readonly factor: number;
  /** Evening seconds. */
  readonly length: number;
  readonly seekers: readonly SeekerProfile[];
  readonly volunteers: readonly VolunteerProfile[];
}

export type Ending = 'complete' | 'early' | 'unanswered';

/** An evening under way. */
export interface Evening {
  readonly history: History;
  readonly clock: Clock;
  /** What the service's own board said last, and at which second of the evening. */
  board(): { readonly figures: ServiceBoard; readonly at: number } | undefined;
  /** Resolves with how it ended: `complete`, everyone has left; `early`, it was interrupted; `unanswered`, the service answers no more. */
  readonly ended: Promise<Ending>;
}

export interface Beginning {
  readonly client: MeteredClient;
  /** What the client counts. */
  readonly meter: Meter;
  readonly setup: Setup;
  readonly off: AbortSignal;
}

/** Begins the evening; `off` ends it at once. */
export function beginEvening(schedule: Schedule, { client, meter, setup, off }: Beginning): Evening {
  const { seed, factor, volunteers } = schedule;
  const clock = new Clock(factor, off);
  const history = new History(() => clock.now);
  const closing = new AbortController();
  const leaveNow = new AbortController();
  const context: Context = {
    seed,
    client,
    clock,
    history,
    setup,
    limits: compressedLimits(factor),
    volunteers: new Map(volunteers.map((profile) => [profile.name, profile])),
    closing: closing.signal,
    leaveNow: leaveNow.signal,
  };
  let board: ReturnType<Evening['board']>;
  const shown = (figures: ServiceBoard) => (board = { figures, at: clock.now });
  const ended = run(schedule, context, { closing, leaveNow, meter, shown }).then((isGone): Ending => {
    if (off.aborted) return 'early';
    return isGone ? 'complete' : 'unanswered';
  });
  return { history, clock, board: () => board, ended };
}

interface Phases {
  readonly closing: AbortController;
  readonly leaveNow: AbortController;
  readonly meter: Meter;
  shown(board: ServiceBoard): void;
}

async function run({ length, seekers, volunteers }: Schedule, context: Context, phases: Phases): Promise<boolean> {
  const { clock, history } = context;
  const over = new AbortController();
  const people = Promise.all([
    ...volunteers.map((profile) => untilStopped(history, profile.name, runVolunteer(profile, context))),
    ...seekers.map((profile) => untilStopped(history, profile.name, runSeeker(profile, context))),
  ]);
  const staff = Promise.all([
    untilStopped(history, 'the board', watchBoard(context, phases.shown, over.signal)),
    untilStopped(history, 'the coordinator', workOnCases(context, over.signal)),
  ]);
  await clock.until(length);
  phases.closing.abort();
  await Promise.race([people, clock.pauseReal(closingSeconds)]);
  phases.leaveNow.abort();
  const isGone = await untilGone(people, clock, phases.meter);
  over.abort();
  await staff;
  if (isGone) await untilStopped(history, 'the coordinator', closeOpenCases(context, phases));
  return isGone;
}

/** Waits for the people as long as their calls are answered, however slow the machine is. Whether they have gone. */
async function untilGone(people: Promise<unknown>, clock: Clock, meter: Meter): Promise<boolean> {
  const gone = people.then(() => true);
  for (let answered = -1; answered !== answeredIn(meter);) {
    answered = answeredIn(meter);
    if (await Promise.race([gone, clock.pauseReal(leavingSeconds).then(() => false)])) return true;
    if (clock.hasEnded) return false;
  }
  return false;
}

/** Closes the cases that are still open, and reads the board once more. */
async function closeOpenCases(context: Context, { shown }: Phases): Promise<void> {
  while ((await advanceCases(context)) > 0);
  const board = await readBoard(context);
  if (board !== undefined) shown(board);
}
