/** The command lines of the README and of the guides, run exactly as written. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blocksOf, linesOf, root } from './markdown.ts';

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

interface Started {
  readonly child: ChildProcess;
  readonly output: () => string;
}

/** Starts commands in the checkout, as a person pastes them into a terminal there. */
function run(commands: string): Started {
  const child = spawn('bash', ['-c', commands], { cwd: checkout, detached: true, env: { ...process.env, NO_COLOR: '1' } });
  let text = '';
  const keep = (chunk: Buffer) => {
    text += chunk.toString();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  running.add(child);
  return { child, output: () => text };
}

/** Resolves with the output of commands that have ended. */
function printed(commands: string): Promise<string> {
  const { child, output } = run(commands);
  return new Promise((resolve) => {
    child.once('close', () => {
      running.delete(child);
      resolve(output());
    });
  });
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

/** Resolves when the output matches. Throws with the output if the program ends before. The time of the test is the only limit. */
async function shows({ child, output }: Started, pattern: RegExp): Promise<void> {
  while (!pattern.test(output())) {
    if (child.exitCode !== null) throw new Error(`It ended without ${pattern}:\n${output()}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 200);
    });
  }
}

const minutes = (count: number) => ({ timeout: count * 60_000 });
const [commands, volunteers, ask] = blocksOf('README.md');
const [start = '', test = '', demo = ''] = linesOf(commands);

describe('the command lines of the README', () => {
  it('are the three that CI runs', () => {
    expect([start, test, demo]).toEqual(['npm ci && npm start', 'npm ci && npm test', 'npm run demo']);
    const ci = readFileSync(path.join(root, '.ci/run'), 'utf8');
    expect(ci).toMatch(/^npm ci\b/mu);
    expect(ci).toMatch(/^npm test\b/mu);
  });

  it('lead from a clone to the first match in six lines, each at most 80 characters long', () => {
    const lines = [start, ...linesOf(volunteers), ...linesOf(ask)];
    expect(lines).toHaveLength(6);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('run an evening whose matches appear', minutes(10), async () => {
    const evening = run(`exec ${demo}`);
    await shows(evening, /matched [1-9]/u);
    await ended(evening.child, 'SIGINT');
    expect(evening.output()).toContain('The evening');
  });
});

describe('with the service that the README starts', () => {
  let service: Started;

  beforeAll(async () => {
    service = run(`exec ${start.replace('npm ci && ', '')}`);
    await shows(service, /^ready$/mu);
  }, minutes(5).timeout);

  afterAll(async () => {
    await ended(service.child, 'SIGINT');
  }, minutes(2).timeout);

  it('the lines to copy that it prints fit 80 columns and work', minutes(2), async () => {
    const lines = service.output().split('\n');
    const toCopy = lines
      .slice(
        lines.findIndex((line) => line.startsWith('. ')),
        lines.indexOf('ready'),
      )
      .filter(Boolean);
    for (const line of toCopy) expect(line.length).toBeLessThanOrEqual(80);
    const output = await printed(toCopy.join('\n'));
    expect(output).toContain('"groundRules"');
    expect(output).toContain('"access_token"');
    expect(existsSync(path.join(checkout, '.earshot/local.json'))).toBe(true);
  });

  it('the volunteer of the README is matched with the seeker of the README', minutes(3), async () => {
    const volunteer = run(`exec ${linesOf(volunteers)[0]} -- --talk-seconds 1`);
    await shows(volunteer, /^On\./mu);
    const answer = await printed(ask ?? '');
    expect(answer).toMatch(/"match":.*"join":\{"url":"https:/u);
    expect(answer).toMatch(/"token":"est_/u);
    expect(answer).toContain('"support"');
    await shows(volunteer, /^Ended:/mu);
    await ended(volunteer.child, 'SIGINT');
    expect(volunteer.output()).toMatch(/^Off\.$/mu);
  });

  it('every block of docs/partners.md does what the text says', minutes(3), async () => {
    const output = await printed(`set -u; ${blocksOf('docs/partners.md').join('\n')}`);
    expect(output).not.toMatch(/"type":"https:\/\/earshot\.dev\/problems|rror:/u);
    expect(output).toMatch(/"state":"on"/u);
    expect(output).toMatch(/"status":"matched"/u);
    expect(output).toContain('https://talk.example/seeker');
    expect(output).toMatch(/"state":"ended"/u);
  });

  it('every block of docs/volunteer-apps.md does what the text says', minutes(3), async () => {
    const output = await printed(`set -u; ${blocksOf('docs/volunteer-apps.md').join('\n')}`);
    expect(output).not.toMatch(/"type":"https:\/\/earshot\.dev\/problems|rror:/u);
    // Renewed; no offer, nothing new, no request waits; explained; off.
    expect(output).toMatch(/"state":"on"[^]*\}0\n304\n20[04]\n[^]*"reasons":\[[^]*"state":"off"/u);
  });

  it('every block of docs/coordinators.md does what the text says', minutes(3), async () => {
    const output = await printed(`set -u; ${blocksOf('docs/coordinators.md').join('\n')}`);
    expect(output).not.toMatch(/"type":"https:\/\/earshot\.dev\/problems|rror:/u);
    expect(output).toMatch(/^1200\ninv_/mu);
    expect(output).toMatch(/^acknowledged\nvolunteers?(?:-off)?\nplanned\noutcome-confirmed\nclosed\n0\n/mu);
  });
});
