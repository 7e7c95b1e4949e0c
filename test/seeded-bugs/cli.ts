/** `npm run seeded-bugs`: seeds one bug after the other in the code, and counts those that the proof catches. */
import { flagsOf, someOf, wholeOf } from '../fixtures/flags.ts';
import { catcher, type Bug } from './bug.ts';
import { readProduct } from './code/product.ts';
import { seeded } from './code/seed.ts';
import type { Engine } from './engines/engine.ts';
import { fuzzEngine, resilienceEngine } from './engines/commands.ts';
import { simulationEngine } from './engines/simulation.ts';
import { testEngine } from './engines/tests.ts';
import { seededBugs } from './seeded-bugs.ts';

/** The most printed characters of the failure that caught a bug: some failures quote a whole answer. */
const detailCharsMax = 200;

const kinds = catcher.options.map(({ shape }) => shape.engine.value);
const usage = `Seeds one bug after the other in the code, and counts the bugs that the proof catches. It changes no files of the project.

  npm run seeded-bugs -- [options]

  --only WORDS   only the bugs with these words in their id, area, text or catcher; commas separate alternatives
  --kind KIND    only the bugs that this part of the proof must catch: ${kinds.join(', ')}
  --share N/M    the Nth of M shares of the bugs (default: 1/1)
  --list         lists the bugs, and seeds none
  --check        finds the place of each bug in the code, and seeds none
  --seed S       the seed of the fuzzer (default: 1) and of the resilience scenarios (default: 7)
  --seeds N      seeds of the simulation after which a bug counts as not caught (default: 2000)
  --threads N    hunts of the simulation at once (default: one for each core)
  --help         this text

Ends with 1 if a bug is not caught.`;

const flags = flagsOf(usage, {
  only: { type: 'string', default: '' },
  kind: { type: 'string', default: '' },
  share: { type: 'string', default: '1/1' },
  list: { type: 'boolean', default: false },
  check: { type: 'boolean', default: false },
  seed: { type: 'string' },
  seeds: { type: 'string' },
  threads: { type: 'string' },
});
const wholeOrNone = (flag: 'seed' | 'seeds' | 'threads', least = 1): number | undefined => {
  const given = flags[flag];
  return given === undefined ? undefined : wholeOf(usage, flag, given, least);
};
const [share = 1, shares = 1] = flags.share.split('/').map((one) => wholeOf(usage, 'share', one));
const chosen = someOf(
  usage,
  flags.only || flags.kind,
  seededBugs
    .filter(({ id, area, what, caughtBy }) => {
      const told = [id, area, what, ...Object.values(caughtBy)].join(' ');
      return flags.only.split(',').some((words) => told.includes(words));
    })
    .filter(({ caughtBy }) => flags.kind === '' || caughtBy.engine === flags.kind)
    .filter((_, at) => at % shares === share - 1),
);

const engines: Readonly<Record<(typeof kinds)[number], () => Engine | Promise<Engine>>> = {
  simulation: () => simulationEngine({ seeds: wholeOrNone('seeds'), threads: wholeOrNone('threads') }),
  test: testEngine,
  fuzz: () => fuzzEngine(wholeOrNone('seed', 0) ?? 1),
  resilience: () => resilienceEngine(wholeOrNone('seed', 0) ?? 7),
};

if (flags.list) list();
else if (flags.check) check();
else await huntAll();

function list(): void {
  for (const { area, id, what, caughtBy } of chosen)
    console.log(`${area.padEnd(15)}${id.padEnd(36)}${caughtBy.engine.padEnd(12)}${what}`);
  console.log(`${chosen.length} bugs`);
}

function check(): void {
  const product = readProduct();
  const lost = chosen.flatMap((bug) => {
    try {
      seeded(product, bug);
      return [];
    } catch (error) {
      return [error instanceof Error ? error.message : String(error)];
    }
  });
  for (const one of lost) console.log(one);
  console.log(`${chosen.length - lost.length} of ${chosen.length} have one place in the code`);
  process.exitCode = lost.length === 0 ? 0 : 1;
}

async function huntAll(): Promise<void> {
  const product = readProduct();
  const hunts = chosen.map((bug) => ({ bug, seeded: seeded(product, bug) }));
  const begun = performance.now();
  let [hunted, caught] = [0, 0];
  for (const kind of kinds) {
    const mine = hunts.filter(({ bug }) => bug.caughtBy.engine === kind);
    if (mine.length === 0) continue;
    const engine = await engines[kind]();
    try {
      await engine.sound(mine.map(({ bug }) => bug));
      const queue = mine.values();
      const work = async (): Promise<void> => {
        for (const hunt of queue) {
          const from = performance.now();
          const seen = await engine.hunt(hunt).catch((error: unknown) => ({ failed: String(error) }));
          hunted += 1;
          if (typeof seen === 'string') caught += 1;
          report(hunt.bug, { seen, count: `${hunted}/${chosen.length}`, from });
        }
      };
      await Promise.all(Array.from({ length: engine.atOnce }, work));
    } finally {
      await engine.end();
    }
  }
  console.log(`${caught} of ${chosen.length} caught, ${secondsSince(begun).toFixed(0)} s`);
  process.exitCode = caught === chosen.length ? 0 : 1;
}

interface Came {
  /** What caught the bug. Undefined: nothing did. `failed`: the hunt did not finish. */
  readonly seen: string | undefined | { readonly failed: string };
  readonly count: string;
  readonly from: number;
}

function report({ id, what, caughtBy }: Bug, { seen, count, from }: Came): void {
  const head = typeof seen === 'string' ? 'caught' : seen === undefined ? 'MISSED' : 'FAILED';
  const seconds = `${secondsSince(from).toFixed(1)} s`;
  console.log(`${count.padStart(8)}  ${head.padEnd(6)}  ${seconds.padStart(8)}  ${caughtBy.engine.padEnd(10)}  ${id}: ${what}`);
  const detail = typeof seen === 'object' ? seen.failed : seen;
  if (detail !== undefined) console.log(`${' '.repeat(40)}${detail.slice(0, detailCharsMax)}`);
}

function secondsSince(from: number): number {
  return (performance.now() - from) / 1_000;
}
