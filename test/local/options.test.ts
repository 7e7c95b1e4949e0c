import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { readOptions } from '../../local/options.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'earshot-options-'));
afterAll(() => rmSync(folder, { recursive: true }));

function planFile(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

describe('the options', () => {
  it('the defaults keep data and take any port', () => {
    expect(readOptions([])).toEqual({
      fresh: false,
      build: true,
      verbose: false,
      workers: 'thread',
      stateDir: path.resolve('.earshot'),
    });
  });

  it('are understood', () => {
    const faults = planFile('good.json', '{ "seed": 1, "sqs": { "lose": 0.5 } }');
    const args = [
      '--fresh',
      '--no-build',
      '--verbose',
      '--processes',
      '--port',
      '4000',
      '--state',
      folder,
      '--app',
      'cdk.out',
      '--faults',
      faults,
      '--socket-idle',
      '30',
      '--socket-life',
      '90',
    ];
    expect(readOptions(args)).toMatchObject({
      fresh: true,
      build: false,
      verbose: true,
      workers: 'process',
      port: 4000,
      stateDir: folder,
      cdkOut: 'cdk.out',
      faults: { seed: 1, enabled: true, sqs: { lose: { rate: 0.5 } } },
      socketLimits: { idleMs: 30_000, lifeMs: 90_000 },
    });
    expect(readOptions(['--help'])).toBeUndefined();
  });

  it.each([
    [['--port', 'high'], '--port is not valid'],
    [['--port', '70000'], '--port is not valid'],
    [['--socket-idle', '0'], '--socket-idle is not valid'],
    [['--socket-life', '7201'], '--socket-life is not valid'],
    [['--colour'], "Unknown option '--colour'"],
    [['--faults', planFile('bad.json', '{ "seed": 1, "sqs": { "loose": 1 } }')], 'loose'],
  ])('the options %j are refused with a message', (args, words) => {
    expect(() => readOptions(args)).toThrow(words);
  });
});

describe('a Node that cannot run TypeScript', () => {
  it('a Node that cannot run TypeScript prints which Node to install', async () => {
    const run = promisify(execFile)(process.execPath, [
      '--no-experimental-strip-types',
      'local/node-guard.mjs',
      'local/start.ts',
    ]);
    await expect(run).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('Earshot needs Node 24') });
  });
});
