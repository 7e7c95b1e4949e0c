/** `npm run demo`: plays an evening and says what it came to. */
import { setTimeout as sleep } from 'node:timers/promises';
import { earshotClient } from '../client/client.ts';
import { endWithNpm } from '../local/end-with-npm.ts';
import { meteredApi } from './api.ts';
import { boardStateOf } from './board-state.ts';
import type { Shown } from './board-state.ts';
import { renderBoard } from './board.ts';
import { compressedLimits } from './compressed.ts';
import { beginEvening } from './evening.ts';
import type { Evening } from './evening.ts';
import { drawMs, statusLineSeconds } from './limits.ts';
import { newMeter } from './meter.ts';
import { readOptions, usage } from './options.ts';
import type { Options } from './options.ts';
import { chooseProgramme } from './programme.ts';
import type { Chosen } from './programme.ts';
import { isFlawless, report } from './report.ts';
import { scoreOf } from './score.ts';
import { canShowBoard, openScreen } from './screen.ts';
import { openService } from './service.ts';
import type { Service } from './service.ts';
import { setStage } from './stage.ts';
import { statusLine } from './status-line.ts';

/** Exit codes: all well; something seen that must not be; ended by Ctrl-C, as shells have it. */
const exits = { well: 0, flawed: 1, interrupted: 130 } as const;

async function main(options: Options): Promise<number> {
  const off = new AbortController();
  onSignals(() => off.abort());
  try {
    return await onService(options, off.signal);
  } catch (error) {
    // Ctrl-C reaches whatever is being started, too, and makes it fail: that is no failure to tell of.
    if (off.signal.aborted) return exits.interrupted;
    throw error;
  }
}

async function onService(options: Options, off: AbortSignal): Promise<number> {
  const chosen = await chooseProgramme(options);
  const say = (step: string, detail: string) =>
    console.log(`${seconds(performance.now()).padStart(6)} s  ${step.padEnd(10)} ${detail}`);
  for (const remark of chosen.remarks) say('trace', remark);
  const service = await openService(options, say);
  try {
    return off.aborted ? exits.interrupted : await play({ options, chosen, service, off, say });
  } finally {
    await service.end();
  }
}

interface Playing {
  readonly options: Options;
  readonly chosen: Chosen;
  readonly service: Service;
  readonly off: AbortSignal;
  readonly say: (step: string, detail: string) => void;
}

async function play({ options, chosen, service, off, say }: Playing): Promise<number> {
  const { programme, startsAt } = chosen;
  const { factor, seed, seekers, volunteers } = programme;
  const meter = newMeter();
  const api = meteredApi(earshotClient(service.url), meter, off);
  const stage = await setStage(api, { issuer: service.issuer, factor, parts: volunteers });
  say('stage', `space ${stage.space}: ${seekers.length} seekers, ${volunteers.length} volunteers, ${factor}x, seed ${seed}`);
  const raised = performance.now();
  const evening = beginEvening(programme, { api, stage, off });
  await show({ programme, evening, limits: compressedLimits(factor), startsAt }, options.quiet);
  const complete = await evening.played;
  const seats = new Map(volunteers.map(({ name, capacity }) => [name, capacity]));
  const score = scoreOf(evening.history.entries, { seats, complete });
  const first = score.firstMatchAt === undefined ? undefined : raised / 1000 + score.firstMatchAt / factor;
  console.log(`\n${report({ score, meter, board: evening.board(), factor, seed, complete, firstMatchAfter: first })}`);
  if (!complete) return exits.interrupted;
  return isFlawless({ score, meter }) ? exits.well : exits.flawed;
}

/** Shows the evening until it is over: the board on a terminal, else a line now and then. */
async function show(shown: Shown, quiet: boolean): Promise<void> {
  const over = overOf(shown.evening);
  if (quiet || !canShowBoard(process.stdout, process.env['TERM'])) return showLines(shown, over);
  const screen = openScreen(process.stdout);
  try {
    while (!over.aborted) {
      screen.draw(renderBoard(boardStateOf(shown)));
      await pause(drawMs, over);
    }
  } finally {
    screen.close();
  }
}

async function showLines(shown: Shown, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    console.log(statusLine(boardStateOf(shown)));
    await pause(statusLineSeconds * 1000, over);
  }
}

function overOf({ played }: Evening): AbortSignal {
  const over = new AbortController();
  const end = () => over.abort();
  played.then(end, end);
  return over.signal;
}

async function pause(milliseconds: number, until: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal: until }).catch(() => undefined);
}

/** The first Ctrl-C ends the evening and sums it up, the second one ends everything. */
function onSignals(end: () => void): void {
  const once = () => {
    end();
    process.once('SIGINT', () => process.exit(exits.interrupted));
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, once);
  endWithNpm(once);
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1);
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) console.log(usage);
  process.exitCode = options === undefined ? exits.well : await main(options);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = exits.flawed;
}
process.exit();
