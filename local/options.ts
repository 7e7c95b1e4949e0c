import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { faultPlan, type FaultPlan } from './faults/plan.ts';
import type { RunnerOptions } from './runner.ts';

export const usage = `Runs the CDK app of this project on this machine, until Ctrl-C.

  npm start -- [options]

  --fresh         delete the data of earlier runs
  --port N        port of the API (default: the port of the last run if it is free, else any)
  --state DIR     folder for data and logs (default: .earshot)
  --faults FILE   inject faults between functions and engines and on sockets, as a JSON file describes them, for example
                  { "seed": 1,
                    "dynamoDb": { "throttle": 0.01, "conflict": 0.01, "cut": 0.01, "unknownOutcome": 0.01,
                                  "latency": { "rate": 0.05, "ms": 100 } },
                    "sqs": { "lose": 0.05, "double": 0.05, "late": { "rate": 0.05, "ms": 3000 },
                             "sendFailure": { "rate": 0.01, "operations": ["SendMessage"] } },
                    "sockets": { "drop": 0.05, "double": 0.05, "late": { "rate": 0.05, "ms": 3000 },
                                 "cut": 0.01, "pushFailure": 0.01 } }
  --socket-idle N, --socket-life N
                  seconds after which a connection to the WebSocket API is closed, without a message and in
                  all (default: 600 and 7200, as on AWS)
  --app DIR       run another synthesized app (a cdk.out folder) instead of this project's
  --verbose       show the output of functions
  --processes     run each function in its own process, not in a thread
  --no-build      use the existing bundles
  --help          show this text`;

const seconds = z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(1).max(7_200));
const port = z.string().regex(/^\d+$/).transform(Number).pipe(z.number().max(65_535));

/** The options of the command line; undefined when it asks for help. Throws an error that says what is wrong with them. */
export function readOptions(args: readonly string[]): RunnerOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      fresh: { type: 'boolean' },
      port: { type: 'string' },
      state: { type: 'string' },
      faults: { type: 'string' },
      'socket-idle': { type: 'string' },
      'socket-life': { type: 'string' },
      app: { type: 'string' },
      verbose: { type: 'boolean' },
      processes: { type: 'boolean' },
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
    workers: values.processes === true ? 'process' : 'thread',
    stateDir: path.resolve(values.state ?? '.earshot'),
    ...(values.app === undefined ? {} : { cdkOut: values.app }),
    ...(values.port === undefined ? {} : { port: understood(port.safeParse(values.port), '--port') }),
    ...(values.faults === undefined ? {} : { faults: readFaults(values.faults) }),
    ...socketLimits(values['socket-idle'], values['socket-life']),
  };
}

function socketLimits(idle: string | undefined, life: string | undefined): Pick<RunnerOptions, 'socketLimits'> {
  if (idle === undefined && life === undefined) return {};
  const ms = (text: string, option: string): number => 1_000 * understood(seconds.safeParse(text), option);
  return {
    socketLimits: {
      ...(idle === undefined ? {} : { idleMs: ms(idle, '--socket-idle') }),
      ...(life === undefined ? {} : { lifeMs: ms(life, '--socket-life') }),
    },
  };
}

function readFaults(file: string): FaultPlan {
  const text = readFileSync(file, 'utf8');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is not valid JSON`, { cause: error });
  }
  return understood(faultPlan.safeParse(json), file);
}

function understood<T>(parsed: z.ZodSafeParseResult<T>, what: string): T {
  if (parsed.success) return parsed.data;
  throw new Error(`${what} is not valid:\n${z.prettifyError(parsed.error)}`);
}
