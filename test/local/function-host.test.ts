import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { FunctionHost } from '../../local/functions/host.ts';
import { FunctionLog, logFile } from '../../local/functions/log.ts';
import type { WorkerKind } from '../../local/functions/worker-host.ts';
import type { FunctionSpec } from '../../local/plan/functions.ts';
import { until } from './toy.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'earshot-functions-'));
const hosts: FunctionHost[] = [];
afterEach(() => Promise.all(hosts.splice(0).map((made) => made.stop())));
afterAll(() => rmSync(folder, { recursive: true }));

function hostIn(workerKind: WorkerKind, code: string, wish: Partial<FunctionSpec> = {}): FunctionHost {
  const spec: FunctionSpec = {
    name: 'fn',
    arn: 'arn:fn',
    module: `data:text/javascript,${encodeURIComponent(code)}`,
    exportName: 'handler',
    timeoutMs: 2_000,
    memoryMb: 128,
    concurrency: 10,
    environment: {},
    ...wish,
  };
  const made = new FunctionHost(spec, {
    environment: { GREETING: 'hello' },
    log: new FunctionLog(folder, spec.name, false),
    workerKind,
  });
  hosts.push(made);
  return made;
}

/** Milliseconds in which a worker uses two seconds of the processor of a machine that is very busy. */
const starvedMsMax = 600_000;

describe.each(['thread', 'process'] as const)('in a %s', (workerKind) => {
  const host = (code: string, wish?: Partial<FunctionSpec>) => hostIn(workerKind, code, wish);
  /** A thread reports the error that ended it. A process only ends, and the function's log has the error. */
  const why = (errorType: string, words: string) =>
    workerKind === 'thread' ? { errorType, errorMessage: expect.stringContaining(words) } : { errorType: 'Runtime.ExitError' };

  it('a handler gets its event, its environment, and the context of Lambda', async () => {
    const fn = host(`export const handler = async (event, context) =>
    ({ event, greeting: process.env.GREETING, name: context.functionName, arn: context.invokedFunctionArn,
       memory: context.memoryLimitInMB, id: context.awsRequestId.length, left: context.getRemainingTimeInMillis() <= 2000 })`);
    const outcome = await fn.invoke({ a: 1 });
    expect(outcome.kind === 'answered' && JSON.parse(outcome.payload)).toEqual({
      event: { a: 1 },
      greeting: 'hello',
      name: 'fn',
      arn: 'arn:fn',
      memory: '128',
      id: 36,
      left: true,
    });
  });

  it('a bundle that does not load, or exports no such handler, fails every invocation and says why', async () => {
    const broken = host('throw new RangeError("no env")');
    expect(await broken.warm()).toBe(false);
    expect(await broken.invoke({})).toMatchObject({ kind: 'failed', ...why('RangeError', 'no env') });
    const empty = host('export const other = 1');
    expect(await empty.invoke({})).toMatchObject({ kind: 'failed', ...why('Error', 'exports no function handler') });
  });

  it('the time that a bundle takes to load is not a part of the time of its first invocation', async () => {
    const code = 'await new Promise((done) => setTimeout(done, 3_000)); export const handler = () => "loaded"';
    const slow = host(code, { timeoutMs: 2_500 });
    expect(await slow.invoke({})).toEqual({ kind: 'answered', payload: '"loaded"' });
  });

  it('an answer that is not JSON fails only that invocation', async () => {
    const fn = host('export const handler = async (event) => event.bad ? 1n : undefined');
    const [bad, good] = await Promise.all([fn.invoke({ bad: true }), fn.invoke({})]);
    expect([bad, good]).toMatchObject([
      { kind: 'failed', errorType: 'TypeError' },
      { kind: 'answered', payload: 'null' },
    ]);
  });

  it('an invocation above the reserved concurrency does not run', async () => {
    const fn = host('export const handler = () => new Promise((resolve) => setTimeout(resolve, 100))', { concurrency: 2 });
    const outcomes = await Promise.all([fn.invoke({}), fn.invoke({}), fn.invoke({})]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['answered', 'answered', 'throttled']);
    expect((await fn.invoke({})).kind).toBe('answered');
    expect(fn.counts).toMatchObject({ invocations: 3, failures: 0, throttles: 1, underWay: 0 });
  });

  const loops = 'export const handler = async ({ how }) => { if (how === "loop") for (;;); return how; }';

  it(
    'a worker stuck in a loop gets nothing new',
    async () => {
      const fn = host(loops, { timeoutMs: starvedMsMax });
      await fn.warm();
      const stuck = fn.invoke({ how: 'loop' });
      // It is known to be stuck once it has used the processor for a while. A call before that goes to it too.
      const answered = Promise.withResolvers<string>();
      const again = setInterval(() => {
        void fn.invoke({ how: 'well' }).then((outcome) => outcome.kind === 'answered' && answered.resolve(outcome.payload));
      }, 500);
      expect(await Promise.race([answered.promise, stuck])).toBe('"well"');
      clearInterval(again);
      await fn.stop();
      expect(await stuck).toMatchObject({ kind: 'failed' });
    },
    starvedMsMax,
  );

  it('all invocations of a worker stuck in a loop fail at their time-outs at the latest', async () => {
    const fn = host(loops, { timeoutMs: 4_000 });
    await fn.warm();
    const stuck = fn.invoke({ how: 'loop' });
    await sleep(500);
    const behind = fn.invoke({ how: 'behind' });
    expect(await stuck).toMatchObject({ kind: 'failed', timedOut: true });
    expect(await behind).toMatchObject({ kind: 'failed' });
  });

  it('[bug-starved-worker] a worker that only waits for the processor of a busy machine is not stuck', async () => {
    const fn = host('export const handler = ({ ms }) => new Promise((done) => setTimeout(done, ms, "answered"))', {
      timeoutMs: 60_000,
    });
    await fn.warm();
    const [pid = 0] = fn.counts.pids;
    const slow = fn.invoke({ ms: 6_000 });
    // A process that is stopped answers no ping, and uses no processor. A thread cannot be stopped alone.
    if (workerKind === 'process') process.kill(pid, 'SIGSTOP');
    await sleep(4_000);
    const second = fn.invoke({ ms: 1 });
    if (workerKind === 'process') process.kill(pid, 'SIGCONT');
    expect(await second).toEqual({ kind: 'answered', payload: '"answered"' });
    expect(fn.counts.pids).toEqual(workerKind === 'process' ? [pid] : []);
    expect(await slow).toEqual({ kind: 'answered', payload: '"answered"' });
  });

  it('a worker that uses too much memory ends, and other workers do not', async () => {
    const fn = host(
      'export const handler = async () => { const all = []; for (;;) all.push(new Array(1e6).fill(all.length)); }',
      {
        timeoutMs: 30_000,
      },
    );
    expect(await fn.invoke({})).toMatchObject({ kind: 'failed' });
    expect(await host('export const handler = () => 1').invoke({})).toEqual({ kind: 'answered', payload: '1' });
  });

  it('the output of a handler and its failures are in its log', async () => {
    const fn = host('export const handler = async () => { console.log("on my way"); throw new Error("and lost"); }', {
      name: 'talker',
    });
    await fn.invoke({});
    const text = await until(
      async () => readFileSync(logFile(folder, 'talker'), 'utf8'),
      (all) => all.includes('lost') && all.includes('on my way'),
    );
    expect(text).toMatch(/"errorType":"Error","errorMessage":"and lost"/);
  });
});

it('a process that is killed fails its invocations, is replaced at the next call, and ends when it is told to', async () => {
  const fn = hostIn('process', 'export const handler = ({ ms }) => new Promise((done) => setTimeout(done, ms, process.pid))');
  await fn.warm();
  const [first = 0] = fn.counts.pids;
  const lost = fn.invoke({ ms: 1_000 });
  process.kill(first, 'SIGKILL');
  expect(await lost).toMatchObject({ kind: 'failed', errorType: 'Runtime.ExitError' });
  const answered = await fn.invoke({ ms: 0 });
  expect(fn.counts.pids).toEqual([answered.kind === 'answered' && Number(answered.payload)]);
  expect(fn.counts.pids).not.toContain(first);
  const [second = 0] = fn.counts.pids;
  await fn.stop();
  expect(() => process.kill(second, 0)).toThrow('ESRCH');
});

it('lines of a log that cannot be written are lost, and the function goes on', async () => {
  // Linux has a device that is always full.
  symlinkSync('/dev/full', logFile(folder, 'full-disk'));
  const fn = hostIn('thread', 'export const handler = async ({ n }) => { console.log("x".repeat(100)); return n; }', {
    name: 'full-disk',
  });
  for (let n = 1; n <= 3; n += 1) {
    expect(await fn.invoke({ n })).toEqual({ kind: 'answered', payload: String(n) });
    await sleep(20);
  }
});
