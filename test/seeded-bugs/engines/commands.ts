/** Hunts with the commands of the fuzzer and of the resilience tests, in a copy of the tree. */
import { execFile } from 'node:child_process';
import { Copy } from './copy.ts';
import type { Engine } from './engine.ts';

/** Hostile requests sent before a bug counts as alive. */
const requestsMax = 5_000;
/** Seeds of a scenario before a bug counts as alive: some show only where two writes meet. */
const scenarioSeedsMax = 3;
/** Milliseconds after which a command is given up: then nothing was shown. */
const commandMsMax = 300_000;

interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  /** Absent: it ended well. */
  readonly error: string | undefined;
}

function ran(copy: Copy, args: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    const options = { cwd: copy.folder, timeout: commandMsMax, maxBuffer: 1 << 26 };
    execFile(process.execPath, [...args], options, (error, stdout, stderr) =>
      resolve({ stdout, stderr, error: error === null ? undefined : error.message }),
    );
  });
}

const scenarioArguments = (scenario: string, seed: number): readonly string[] =>
  'test/resilience/cli.ts --small --seed'.split(' ').concat(String(seed), '--only', scenario);

export async function fuzzEngine(seed: number): Promise<Engine> {
  const copy = await Copy.make();
  const fuzz = async (): Promise<string | undefined> => {
    const sent = ['--bail', '--requests', String(requestsMax), '--seed', String(seed)];
    const { stdout, stderr } = await ran(copy, ['test/fuzz/cli.ts', ...sent]);
    // Of the last line that says so: rounds before it have said how many they had found.
    const found = [...stdout.matchAll(/, (\d+) findings$/gmu)].at(-1)?.[1];
    if (found === undefined) throw new Error(`the fuzzer came to no verdict: ${stdout}\n${stderr}`);
    return found === '0' ? undefined : (/^[A-Z0-9 ]+: .*$/mu.exec(stdout)?.[0] ?? `${found} findings`).slice(0, 140);
  };
  return {
    atOnce: 1,
    async sound() {
      const seen = await fuzz();
      if (seen !== undefined) throw new Error(`without a seeded bug the fuzzer fails already: ${seen}`);
    },
    hunt: ({ seeded }) => copy.with(seeded, fuzz),
    end: () => copy.remove(),
  };
}

export async function resilienceEngine(firstSeed: number): Promise<Engine> {
  const copy = await Copy.make();
  const play = async (scenario: string): Promise<string | undefined> => {
    for (let seed = firstSeed; seed < firstSeed + scenarioSeedsMax; seed += 1) {
      const { stdout, stderr, error } = await ran(copy, scenarioArguments(scenario, seed));
      const found = /VIOLATED (.*)/u.exec(stdout)?.[1];
      if (found !== undefined) return `${scenario}, seed ${seed}: ${found}`;
      if (error !== undefined) throw new Error(`${scenario} came to no verdict: ${/^\w*Error.*$/mu.exec(stderr)?.[0] ?? error}`);
    }
    return undefined;
  };
  return {
    atOnce: 1,
    // What every scenario must keep without a bug is a test of its own.
    sound: () => Promise.resolve(),
    hunt: ({ bug: { caughtBy }, seeded }) =>
      copy.with(seeded, () => play(caughtBy.engine === 'resilience' ? caughtBy.scenario : '')),
    end: () => copy.remove(),
  };
}
