/** Hunts bugs with the commands of the fuzzer and of the resilience tests, in a copy of the project. */
import { execFile } from 'node:child_process';
import { Copy } from './copy.ts';
import type { Engine } from './engine.ts';

/** Hostile requests after which a bug counts as not caught. */
const requestsMax = 5_000;
/** Seeds of a scenario after which a bug counts as not caught: some bugs show only if two writes meet. */
const scenarioSeedsMax = 3;
/** Milliseconds after which a command is stopped. Then it has no verdict. */
const commandMsMax = 300_000;

interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  /** Absent if the command succeeded. */
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
    // The last such line counts, because each round prints one.
    const found = [...stdout.matchAll(/, (\d+) findings$/gmu)].at(-1)?.[1];
    if (found === undefined) throw new Error(`the fuzzer printed no verdict: ${stdout}\n${stderr}`);
    return found === '0' ? undefined : (/^[A-Z0-9 ]+: .*$/mu.exec(stdout)?.[0] ?? `${found} findings`).slice(0, 140);
  };
  return {
    atOnce: 1,
    async sound() {
      const seen = await fuzz();
      if (seen !== undefined) throw new Error(`the fuzzer fails without a seeded bug: ${seen}`);
    },
    hunt: ({ seeded }) => copy.with(seeded, fuzz),
    end: () => copy.remove(),
  };
}

export async function resilienceEngine(firstSeed: number): Promise<Engine> {
  const copy = await Copy.make();
  const play = async (scenario: string, seeds = scenarioSeedsMax): Promise<string | undefined> => {
    for (let seed = firstSeed; seed < firstSeed + seeds; seed += 1) {
      const { stdout, stderr, error } = await ran(copy, scenarioArguments(scenario, seed));
      const found = /VIOLATED (.*)/u.exec(stdout)?.[1];
      if (found !== undefined) return `${scenario}, seed ${seed}: ${found}`;
      if (error !== undefined) throw new Error(`${scenario} printed no verdict: ${/^\w*Error.*$/mu.exec(stderr)?.[0] ?? error}`);
    }
    return undefined;
  };
  return {
    atOnce: 1,
    async sound(bugs) {
      for (const scenario of new Set(
        bugs.flatMap(({ caughtBy }) => (caughtBy.engine === 'resilience' ? [caughtBy.scenario] : [])),
      )) {
        const seen = await play(scenario, 1);
        if (seen !== undefined) throw new Error(`a scenario fails without a seeded bug: ${seen}`);
      }
    },
    hunt: ({ bug: { caughtBy }, seeded }) =>
      copy.with(seeded, () => play(caughtBy.engine === 'resilience' ? caughtBy.scenario : '')),
    end: () => copy.remove(),
  };
}
