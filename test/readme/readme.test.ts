/** The command lines of the README, run exactly as written. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
const blocks = [...readme.matchAll(/```sh\n([\s\S]*?)```/gu)].map(([, code]) => code ?? '');

/** The lines of a block, without their comments. */
function linesOf(block: string | undefined): readonly string[] {
  return (block ?? '')
    .split('\n')
    .map((line) => line.replace(/\s+# .*$/u, '').trim())
    .filter((line) => line !== '');
}

/** A checkout after `npm ci`: the files of this tree, with its packages, and no data. */
let checkout: string;
const running = new Set<ChildProcess>();

beforeAll(() => {
  checkout = mkdtempSync(path.join(tmpdir(), 'earshot-readme-'));
  for (const entry of readdirSync(root)) {
    if (!['.git', '.earshot', 'dist', 'cdk.out', 'coverage'].includes(entry))
      symlinkSync(path.join(root, entry), path.join(checkout, entry));
  }
});

afterAll(async () => {
  await Promise.all([...running].map((child) => ended(child, 'SIGTERM')));
  rmSync(checkout, { recursive: true, force: true });
});

function run(line: string): { readonly child: ChildProcess; readonly output: () => string } {
  const child = spawn('bash', ['-c', `exec ${line}`], { cwd: checkout, detached: true, env: { ...process.env, NO_COLOR: '1' } });
  let text = '';
  const keep = (chunk: Buffer) => {
    text += chunk.toString();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  running.add(child);
  return { child, output: () => text };
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  running.delete(child);
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return Promise.resolve();
  const { pid } = child;
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    process.kill(-pid, signal);
  });
}

/** Resolves when the output matches. Throws with the output if it does not match in time. */
async function shows(started: ReturnType<typeof run>, pattern: RegExp, seconds: number): Promise<void> {
  const limit = performance.now() + seconds * 1000;
  while (!pattern.test(started.output())) {
    if (performance.now() > limit || started.child.exitCode !== null)
      throw new Error(`no ${pattern} within ${seconds} s:\n${started.output()}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 200);
    });
  }
}

describe('the command lines of the README', () => {
  const [start, test, demo] = linesOf(blocks[0]);

  it('are the three that CI runs', () => {
    expect([start, test, demo]).toEqual(['npm ci && npm start', 'npm ci && npm test', 'npm run demo']);
    const ci = readFileSync(path.join(root, '.ci/run'), 'utf8');
    expect(ci).toMatch(/^npm ci\b/mu);
    expect(ci).toMatch(/^npm test\b/mu);
  });

  it('start the service and answer the first request with curl', { timeout: 120_000 }, async () => {
    const service = run((start ?? '').replace('npm ci && ', ''));
    await shows(service, /^ready$/mu, 60);
    const request = run(`bash -c '${(blocks[1] ?? '').replaceAll("'", `'\\''`)}'`);
    await new Promise((resolve) => {
      request.child.once('exit', resolve);
    });
    expect(request.output()).toContain('"groundRules"');
    expect(request.output()).toMatch(/"status":"(waiting|offered)"/u);
    expect(request.output()).toMatch(/"token":"est_/u);
    expect(request.output()).toContain('"support"');
    await ended(service.child, 'SIGINT');
    expect(existsSync(path.join(checkout, '.earshot/local.json'))).toBe(true);
  });

  it('run an evening whose first match appears within 60 s', { timeout: 120_000 }, async () => {
    const evening = run(demo ?? '');
    await shows(evening, /matched [1-9]/u, 60);
    await ended(evening.child, 'SIGINT');
    expect(evening.output()).toContain('The evening');
  });
});
