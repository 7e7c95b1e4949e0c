/** `npm start`: runs Earshot on this machine until Ctrl-C. */
import { announce, faultLines, localFile } from './announce.ts';
import { endWithNpm } from './end-with-npm.ts';
import { readJsonFile } from './json-file.ts';
import { readOptions, usage } from './options.ts';
import { startRunner, type Runner, type RunnerOptions } from './runner.ts';
import { seedDemo, type Seeded } from './seed.ts';

async function main(options: RunnerOptions): Promise<void> {
  const began = performance.now();
  const progress = (step: string, detail: string): void => {
    console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${step.padEnd(10)} ${detail}`);
  };
  const ending = Promise.withResolvers<string>();
  // The program waits for this promise only after everything has started.
  ending.promise.catch(() => undefined);
  const runner = await startRunner({ ...options, progress, failed: (error) => ending.reject(error) });
  // Before this line a signal ends this process at once, and the engines end with it.
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => ending.resolve(name));
  endWithNpm(() => ending.resolve('the end of npm'));
  try {
    // An app of another project has no demo space.
    const made = options.cdkOut === undefined ? await withoutFaults(runner, () => seed(runner)) : undefined;
    console.log(`\n${announce(runner, made)}\n\nready`);
    console.log(`\nStopping after ${await ending.promise} …`);
  } finally {
    // A second Ctrl-C ends the process at once.
    process.once('SIGINT', () => process.exit(130));
    await runner.stop();
    if (runner.faults !== undefined) console.log(faultLines(runner.faults.report()));
  }
}

async function seed(runner: Runner): Promise<Seeded> {
  return await seedDemo(runner, readJsonFile(localFile(runner.stateDir)));
}

/** Runs `work` without faults. Faults begin after the demo space is set up. */
async function withoutFaults<T>({ faults }: Runner, work: () => Promise<T>): Promise<T> {
  if (faults === undefined) return await work();
  const { plan } = faults;
  faults.follow({ ...plan, enabled: false });
  try {
    return await work();
  } finally {
    faults.follow(plan);
  }
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) console.log(usage);
  else await main(options);
  process.exit();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
