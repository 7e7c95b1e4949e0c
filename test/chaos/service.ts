/** The service under test: the runner as a separate process that can be killed, with faults from a file. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import type { FaultPlanInput } from '../../local/faults/plan.ts';
import { eventuallyMsMax, checkEveryMs, serviceEndMsMax, serviceStartMsMax } from './limits.ts';

const root = path.resolve(import.meta.dirname, '../..');
/** Ends its child process when its standard input closes, so a killed test leaves no service running. */
const watchdog = path.join(root, 'local/engines/watchdog.ts');

const local = z.object({ url: z.string(), issuer: z.string(), control: z.string() });
const counts = z.record(z.string(), z.record(z.string(), z.number()));
const faultReport = z.object({ occurred: counts, requests: counts });
const functionCounts = z.record(
  z.string(),
  z.object({
    invocations: z.number(),
    failures: z.number(),
    throttles: z.number(),
    underWay: z.number(),
    pids: z.array(z.number()),
  }),
);

export interface Service {
  readonly url: string;
  readonly issuer: string;
  readonly stateDir: string;
  /** Addresses of the engines, past all faults: to read what no route shows, and to send extra messages. */
  readonly engines: { readonly dynamoDb: string; readonly sqs: string };
  readonly pid: number;
  /** Process ids of the engines and of their watchdogs. */
  enginePids(): readonly number[];
  /** How often each fault has occurred so far. */
  faults(): Promise<z.infer<typeof faultReport>>;
  /** Starts or stops the injection of faults. */
  setFaults(enabled: boolean): Promise<void>;
  /** Replaces the plan of faults. The service must have been started with a plan. */
  changeFaults(plan: FaultPlanInput): Promise<void>;
  functions(): Promise<z.infer<typeof functionCounts>>;
  /** Every line that a function logged, parsed if it is JSON. */
  logged(functionName: string): readonly unknown[];
  /** Stops it with SIGTERM. Resolves when all its processes are gone. */
  stop(): Promise<void>;
  /** Sends SIGKILL to the runner alone, or to all its processes at once. */
  kill(what: 'parent' | 'everything'): Promise<void>;
}

/** A new folder for the state of a service, outside the project. */
export function freshStateDir(): string {
  return mkdtempSync(path.join(tmpdir(), 'earshot-chaos-'));
}

export function removeStateDir(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

export interface StartOptions {
  readonly faults?: FaultPlanInput;
  /** Uses the existing bundles, so that a restarted service runs the same code. */
  readonly again?: boolean;
  /** Runs each function in a separate process, which can be killed and paused alone. */
  readonly processes?: boolean;
}

/** Starts the service on a state directory. Rejects with what it printed if it does not become ready. */
export async function startService(
  stateDir: string,
  { faults, again = false, processes = false }: StartOptions = {},
): Promise<Service> {
  const faultsFile = path.join(stateDir, 'faults-of-the-run.json');
  if (faults !== undefined) writeFileSync(faultsFile, JSON.stringify(faults));
  const plan = faults === undefined ? [] : ['--faults', faultsFile];
  const options = ['--state', stateDir, ...plan, ...(again ? ['--no-build'] : []), ...(processes ? ['--processes'] : [])];
  const child = spawn(process.execPath, [watchdog, process.execPath, 'local/start.ts', ...options], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const { pid } = await ready(child);
  const { url, issuer, control } = local.parse(json(path.join(stateDir, 'local.json')));
  const ports = z.record(z.string(), z.number()).parse(json(path.join(stateDir, 'ports.json')));
  const ask = async (what: string, init?: RequestInit): Promise<unknown> => (await fetch(`${control}/${what}`, init)).json();
  const enginePids = (): number[] => z.array(z.number()).parse(json(path.join(stateDir, 'engines.json')));
  return {
    url,
    issuer,
    stateDir,
    engines: {
      dynamoDb: `http://127.0.0.1:${ports['dynoxide'] ?? ports['dynamodb-local']}`,
      sqs: `http://127.0.0.1:${ports['fauxqs']}`,
    },
    pid,
    enginePids,
    faults: async () => faultReport.parse(await ask('faults')),
    setFaults: async (enabled) => {
      await ask('faults', { method: 'PUT', body: JSON.stringify({ enabled }) });
    },
    changeFaults: async (plan) => {
      await ask('faults', { method: 'PUT', body: JSON.stringify(plan) });
    },
    functions: async () => functionCounts.parse(await ask('functions')),
    logged: (name) => lines(path.join(stateDir, 'logs', `${name}.log`)),
    stop: async () => {
      const pids = [pid, ...enginePids()];
      process.kill(pid, 'SIGTERM');
      await gone(pids);
    },
    kill: async (what) => {
      const pids = [pid, ...enginePids()];
      for (const one of what === 'parent' ? [pid] : pids) signal(one);
      await gone(pids);
    },
  };
}

/** Names of the functions that have logged anything. */
export function functionsWithLogs({ stateDir }: Pick<Service, 'stateDir'>): readonly string[] {
  const names = readdirSync(path.join(stateDir, 'logs')).map((file) => path.parse(file).name);
  // What the topic of cases was sent stands beside the logs.
  return names.filter((name) => name.startsWith('earshot-') && name !== 'earshot-cases');
}

/** The watchdog prints the process id on standard output, and what the runner prints on standard error. */
async function ready(child: ChildProcess): Promise<{ readonly pid: number }> {
  let [pid, printed] = [0, ''];
  child.stdout?.once('data', (text: Buffer) => (pid = Number.parseInt(text.toString(), 10)));
  child.stderr?.on('data', (text: Buffer) => (printed += text.toString()));
  const deadline = Date.now() + serviceStartMsMax;
  while (!printed.includes('\nready\n')) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.stdin?.end();
      throw new Error(`The service did not start:\n${printed}`);
    }
    await sleep(checkEveryMs);
  }
  return { pid };
}

function json(file: string): unknown {
  const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return parsed;
}

function lines(file: string): readonly unknown[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      try {
        const parsed: unknown = JSON.parse(line);
        return parsed;
      } catch {
        return line;
      }
    });
}

interface Patience {
  readonly withinMs: number;
  readonly everyMs: number;
}

/** Asks again until the answer is the expected one. Throws with the last answer if the time is over. */
export async function eventually<T>(
  ask: () => Promise<T>,
  isExpected: (answer: T) => boolean,
  { withinMs, everyMs }: Patience = { withinMs: eventuallyMsMax, everyMs: checkEveryMs },
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (isExpected(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`The expected answer never came. The last answer was ${JSON.stringify(answer)}`);
    await sleep(everyMs);
  }
}

async function gone(pids: readonly number[]): Promise<void> {
  const deadline = Date.now() + serviceEndMsMax;
  while (pids.some(isAlive)) {
    if (Date.now() > deadline) throw new Error(`Still alive: ${pids.filter(isAlive).join(', ')}`);
    await sleep(checkEveryMs);
  }
}

function signal(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended because a process that was killed before was its parent.
  }
}

/** A zombie, a killed process whose parent has not yet waited for it, counts as dead. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/mu.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
