/** Plays one evening with everybody in it, from the first arrival to the last goodbye. */
import type { Api } from './api.ts';
import { Clock } from './clock.ts';
import { compressedLimits } from './compressed.ts';
import { advanceCases, readBoard, watchBoard, workOnCases } from './coordinator.ts';
import type { ServiceBoard } from './coordinator.ts';
import { History } from './history.ts';
import { closingSeconds, leavingSeconds } from './limits.ts';
import { Lobby, playing } from './play.ts';
import type { Play } from './play.ts';
import type { SeekerPart } from './seeker-part.ts';
import { playSeeker } from './seekers.ts';
import type { Stage } from './stage.ts';
import type { VolunteerPart } from './volunteer-part.ts';
import { playVolunteer } from './volunteers.ts';

export interface Programme {
  readonly seed: number;
  readonly factor: number;
  /** Evening seconds. */
  readonly length: number;
  readonly seekers: readonly SeekerPart[];
  readonly volunteers: readonly VolunteerPart[];
}

/** An evening under way. */
export interface Evening {
  readonly history: History;
  readonly clock: Clock;
  /** What the service's own board said last. */
  board(): ServiceBoard | undefined;
  /** Resolves with true when it was played to its end, with false when it was called off. */
  readonly played: Promise<boolean>;
}

/** Raises the curtain; `off` calls the evening off at once. */
export function beginEvening(
  programme: Programme,
  { api, stage, off }: { readonly api: Api; readonly stage: Stage; readonly off: AbortSignal },
): Evening {
  const { seed, factor, volunteers } = programme;
  const clock = new Clock(factor, off);
  const history = new History(() => clock.now);
  const closing = new AbortController();
  const lastCall = new AbortController();
  const play: Play = {
    seed,
    api,
    clock,
    history,
    stage,
    lobby: new Lobby(),
    limits: compressedLimits(factor),
    volunteers: new Map(volunteers.map((part) => [part.name, part])),
    closing: closing.signal,
    lastCall: lastCall.signal,
  };
  let board: ServiceBoard | undefined;
  const shown = (latest: ServiceBoard) => (board = latest);
  const played = run(programme, play, { closing, lastCall, shown }).then(() => !off.aborted);
  return { history, clock, board: () => board, played };
}

interface Cues {
  readonly closing: AbortController;
  readonly lastCall: AbortController;
  shown(board: ServiceBoard): void;
}

async function run({ length, seekers, volunteers }: Programme, play: Play, cues: Cues): Promise<void> {
  const { clock, history } = play;
  const over = new AbortController();
  const people = Promise.all([
    ...volunteers.map((part) => playing(history, part.name, playVolunteer(part, play))),
    ...seekers.map((part) => playing(history, part.name, playSeeker(part, play))),
  ]);
  const staff = Promise.all([
    playing(history, 'the board', watchBoard(play, cues.shown, over.signal)),
    playing(history, 'the coordinator', workOnCases(play, over.signal)),
  ]);
  await clock.until(length);
  cues.closing.abort();
  await Promise.race([people, clock.pauseReal(closingSeconds)]);
  cues.lastCall.abort();
  await Promise.race([people, clock.pauseReal(leavingSeconds)]);
  over.abort();
  await staff;
  await playing(history, 'the coordinator', closeTheHouse(play, cues));
}

/** Closes the cases that are still open, and looks at the board once more. */
async function closeTheHouse(play: Play, { shown }: Cues): Promise<void> {
  while ((await advanceCases(play)) > 0);
  const board = await readBoard(play);
  if (board !== undefined) shown(board);
}
