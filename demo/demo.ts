/** `npm run demo`: runs an evening and prints its summary. */
import { setTimeout as sleep } from 'node:timers/promises';
import { earshotClient } from '../client/client.ts';
import { endWithNpm } from '../local/end-with-npm.ts';
import { meteredClient } from './metered-client.ts';
import { boardStateOf, type Shown } from './board-state.ts';
import { renderBoard } from './board.ts';
import { compressedLimits } from './compressed-time.ts';
import { beginEvening, type Evening } from './evening.ts';
import { drawMs, statusLineSeconds } from './limits.ts';
import { newMeter } from './meter.ts';
import { readOptions, usage, type Options } from './options.ts';
import { chooseSchedule, type ChosenSchedule } from './schedule.ts';
import { isFaultless, report } from './report.ts';
import { summaryOf } from './summary.ts';
import { canShowBoard, openScreen } from './screen.ts';
import { openService, type Service } from './service.ts';
import { setUpSpace } from './setup.ts';
import { statusLine } from './status-line.ts';

/** Exit codes: all well; a violation was seen; ended by Ctrl-C, as shells have it. */
const exits = { well: 0, failed: 1, interrupted: 130 } as const;

async function main(options: Options): Promise<number> {
  const off = new AbortController();
  onSignals(() => off.abort());
  try {
    return await onService(options, off.signal);
  } catch (error) {
    // Ctrl-C also reaches the process that is being started, and makes it fail: that failure is not reported.
    if (off.signal.aborted) return exits.interrupted;
    throw error;
  }
}

async function onService(options: Options, off: AbortSignal): Promise<number> {
  const chosen = await chooseSchedule(options);
  const say = (step: string, detail: string) =>
    console.log(`${seconds(performance.now()).padStart(6)} s  ${step.padEnd(10)} ${detail}`);
  for (const remark of chosen.remarks) say('trace', remark);
  const service = await openService(options, say);
  try {
    return off.aborted ? exits.interrupted : await runEvening({ options, chosen, service, off, say });
  } finally {
    await service.end();
  }
}

interface Run {
  readonly options: Options;
  readonly chosen: ChosenSchedule;
  readonly service: Service;
  readonly off: AbortSignal;
  readonly say: (step: string, detail: string) => void;
}

async function runEvening({ options, chosen, service, off, say }: Run): Promise<number> {
  const { schedule, startsAt } = chosen;
  const { factor, seed, seekers, volunteers } = schedule;
  const meter = newMeter();
  const client = meteredClient(earshotClient({ url: service.url }), meter, off);
  const setup = await setUpSpace(client, { issuer: service.issuer, factor, profiles: volunteers });
  say('setup', `space ${setup.space}: ${seekers.length} seekers, ${volunteers.length} volunteers, ${factor}x, seed ${seed}`);
  const startedAt = performance.now();
  const evening = beginEvening(schedule, { client, meter, setup, off });
  await show({ schedule, evening, meter, limits: compressedLimits(factor), startsAt }, options.quiet);
  const ending = await evening.ended;
  const complete = ending === 'complete';
  const seats = new Map(volunteers.map(({ name, capacity }) => [name, capacity]));
  const summary = summaryOf(evening.history.entries, { seats, complete });
  const first = summary.firstMatchAt === undefined ? undefined : startedAt / 1000 + summary.firstMatchAt / factor;
  console.log(`\n${report({ summary, meter, board: evening.board()?.figures, factor, seed, complete, firstMatchAfter: first })}`);
  if (ending === 'unanswered') console.log('The service has stopped answering: some people could not leave.');
  if (ending === 'early') return exits.interrupted;
  if (!complete) return exits.failed;
  return isFaultless({ summary, meter }) ? exits.well : exits.failed;
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
    const state = boardStateOf(shown);
    console.log(statusLine(state));
    if (state.followed !== undefined) console.log(`         ${state.followed}`);
    await pause(statusLineSeconds * 1000, over);
  }
}

function overOf({ ended }: Evening): AbortSignal {
  const over = new AbortController();
  const end = () => over.abort();
  ended.then(end, end);
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
  process.exitCode = exits.failed;
}
process.exit();
