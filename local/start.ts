/** `npm start`: runs Earshot's CDK app on this machine until Ctrl-C. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import type { FaultReport } from './faults/dice.ts';
import { endWithNpm } from './end-with-npm.ts';
import { faultPlan } from './faults/plan.ts';
import type { FaultPlanInput } from './faults/plan.ts';
import { readJsonFile, writeJsonFile } from './json-file.ts';
import { startRunner } from './runner.ts';
import type { Runner } from './runner.ts';
import { seedDemo } from './seed.ts';
import type { Seeded } from './seed.ts';

const usage = `Runs the CDK app of this project on one machine.

  npm start -- [options]

  --fresh         forget what an earlier run kept
  --port N        port of the API (default: the one of the last run where it is free, else any)
  --state DIR     where everything is kept (default: .earshot)
  --faults FILE   inject the faults of a JSON file between functions and engines, e.g.
                  { "seed": 1, "dynamoDb": { "throttle": 0.01, "conflict": 0.01, "unknownOutcome": 0.01,
                    "latency": { "rate": 0.05, "ms": 100 } }, "sqs": { "lose": 0.05, "double": 0.05,
                    "late": { "rate": 0.05, "ms": 3000 }, "sendFailure": 0.01 } }
  --app DIR       run a synthesized app (a cdk.out) instead of this project's
  --verbose       show the output of functions
  --no-build      use the bundles that are there
  --help          this text`;

const port = z.coerce.number().int().min(0).max(65_535);

function readOptions() {
  const { values } = parseArgs({
    options: {
      fresh: { type: 'boolean' },
      port: { type: 'string' },
      state: { type: 'string' },
      faults: { type: 'string' },
      app: { type: 'string' },
      verbose: { type: 'boolean' },
      build: { type: 'boolean' },
      help: { type: 'boolean' },
    },
    allowNegative: true,
  });
  if (values.help === true) return undefined;
  return {
    fresh: values.fresh === true,
    build: values.build !== false,
    verbose: values.verbose === true,
    stateDir: path.resolve(values.state ?? '.earshot'),
    ...(values.app === undefined ? {} : { cdkOut: values.app }),
    ...(values.port === undefined ? {} : { port: port.parse(values.port) }),
    ...(values.faults === undefined ? {} : { faults: readFaults(values.faults) }),
  };
}

function readFaults(file: string): FaultPlanInput {
  const parsed = faultPlan.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file} is no plan of faults:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

async function main(): Promise<void> {
  const options = readOptions();
  if (options === undefined) return console.log(usage);
  const began = performance.now();
  const progress = (step: string, detail: string): void => {
    console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${step.padEnd(10)} ${detail}`);
  };
  const ending = Promise.withResolvers<string>();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => ending.resolve(name));
  endWithNpm(() => ending.resolve('the end of npm'));

  const runner = await startRunner({ ...options, progress, failed: (error) => ending.reject(error) });
  try {
    announce(runner, options.cdkOut === undefined ? await withoutFaults(runner, () => seed(runner)) : {});
    console.log(`\nEnding after ${await ending.promise} …`);
  } finally {
    // Who is in a hurry presses Ctrl-C again: the engines notice that the runner is gone.
    process.once('SIGINT', () => process.exit(130));
    await runner.stop();
    if (runner.faults !== undefined) console.log(faultLines(runner.faults.report()));
  }
}

const localFile = (runner: Runner): string => path.join(runner.stateDir, 'local.json');

async function seed(runner: Runner): Promise<Seeded> {
  return await seedDemo(runner, readJsonFile(localFile(runner)));
}

/** What the newcomer finds is made in good weather. */
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

/** Tells programs, by a file, and people, where everything is. */
function announce(runner: Runner, made: Partial<Seeded>): void {
  const { url, issuer, control, stateDir } = runner;
  writeJsonFile(localFile(runner), { url, websocketUrl: null, issuer, control, ...made });
  const rows: Record<string, string> = { API: url, issuer, control, data: stateDir, logs: path.join(stateDir, 'logs') };
  if (made.space !== undefined) {
    rows['space'] = made.space;
    rows['partner'] = made.partner?.key ?? '';
    rows['coordinator'] = made.coordinator?.sub ?? '';
    rows['operator'] = made.operator?.sub ?? '';
    rows['try'] = `curl ${url}/v1/spaces/${made.space}`;
    rows['a token'] = `curl ${issuer}/token -d grant_type=client_credentials -d sub=${made.coordinator?.sub ?? ''}`;
  }
  const lines = Object.entries(rows).map(([name, value]) => `  ${name.padEnd(12)}${value}`);
  console.log(`\n${lines.join('\n')}\n\nready`);
}

/** How often each fault occurred. */
function faultLines({ plan, occurred }: FaultReport): string {
  const lines = Object.entries(occurred).map(([service, counts]) => {
    const each = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
    return `  ${service.padEnd(9)}${each.join('  ')}`;
  });
  return [`Faults that occurred (seed ${plan.seed}):`, ...lines].join('\n');
}

try {
  await main();
  process.exit();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
