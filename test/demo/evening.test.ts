import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '../..');

/** Milliseconds for an evening of 20 s with its service, on a machine that also does other work. */
const eveningMsMax = 240_000;

/** Runs the demo as a user would, with its own service. It must leave no temporary file behind. */
async function demo(...args: readonly string[]) {
  const temporary = mkdtempSync(path.join(tmpdir(), 'earshot-evening-'));
  const child = spawn(process.execPath, ['local/node-guard.mjs', 'demo/demo.ts', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TMPDIR: temporary },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await once(child, 'close');
  expect(readdirSync(temporary)).toEqual([]);
  rmdirSync(temporary);
  return { code: child.exitCode, text };
}

describe('an evening', () => {
  it(
    'on its own service has matches and no violation, and leaves no process and no file behind',
    async () => {
      const { code, text } = await demo('--minutes', '0.33', '--seekers', '14', '--volunteers', '10', '--quiet', '--seed', '11');
      console.log(text);
      expect(text).toMatch(/asked \d+, matched [1-9]\d*/u);
      expect(text).toMatch(/invariants +0 {2}a seeker matched twice/u);
      expect(text).toMatch(/ 0 {2}an answer to a seeker without help in it/u);
      expect(text).toMatch(/ 0 {2}an unexpected answer/u);
      expect(code).toBe(0);
    },
    eveningMsMax,
  );
});

describe('the command', () => {
  it('explains itself, and refuses wrong options with the reason', async () => {
    const help = await demo('--help');
    expect(help.code).toBe(0);
    expect(help.text).toContain('npm run demo -- [options]');
    const refused = await demo('--from', 'no-such-file.csv');
    expect(refused.code).toBe(1);
    expect(refused.text).toMatch(/^ENOENT.*no-such-file\.csv'\n$/u);
  });
});
