/** Hunts bugs with the marked tests, in a copy of the project. */
import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import type { Bug } from '../bug.ts';
import { testFileOf } from '../marks.ts';
import { Copy } from './copy.ts';
import type { Engine } from './engine.ts';

/** Milliseconds after which tests count as endless, which is a catch too. They normally take half a minute, or four minutes on a busy machine. */
export const testsMsMax = 600_000;

/** How often the tests may fail without a bug before the engine gives up. */
const soundTriesMax = 3;

const results = z.object({
  success: z.boolean(),
  testResults: z.array(
    z.object({
      message: z.string().default(''),
      assertionResults: z.array(
        z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
});

interface Wanted {
  readonly file: string;
  /** Matches the full names of the tests to run. */
  readonly names: string;
}

/** The tests that must catch a bug. */
function wantedBy({ id, caughtBy }: Bug): Wanted {
  if (caughtBy.engine !== 'test') throw new Error(`${id} is not for the tests`);
  const also = caughtBy.also === undefined ? '' : `.*\\b${caughtBy.also}\\b`;
  return { file: testFileOf(caughtBy.mark), names: `\\[${caughtBy.mark}\\]${also}` };
}

export async function testEngine(): Promise<Engine> {
  const copy = await Copy.make();
  return {
    atOnce: 1,
    async sound(bugs) {
      const byFile = Map.groupBy(bugs.map(wantedBy), ({ file }) => file);
      for (const [file, wanted] of byFile) {
        const names = [...new Set(wanted.map((one) => one.names))].join('|');
        await mustPass(copy.folder, { file, names });
      }
    },
    hunt: ({ bug, seeded }) => copy.with(seeded, () => seenIn(copy.folder, wantedBy(bug))),
    end: () => copy.remove(),
  };
}

/** Throws if the tests fail without a bug. On a busy machine they may fail once, so they run again before it throws. */
async function mustPass(folder: string, wanted: Wanted): Promise<void> {
  let seen: string | undefined;
  for (let tried = 0; tried < soundTriesMax; tried += 1) {
    seen = await seenIn(folder, wanted);
    if (seen === undefined) return;
  }
  throw new Error(`${wanted.file} fails without a seeded bug: ${seen}`);
}

/** The first failure and its message. Undefined if all tests pass. Throws if there is no such test. */
async function seenIn(folder: string, { file, names }: Wanted): Promise<string | undefined> {
  const told = path.join(folder, 'results.json');
  await rm(told, { force: true });
  const ended = await vitest(folder, [file, '-t', names, '--bail=1', '--reporter=json', `--outputFile=${told}`]);
  if (ended === 'late') return 'it never ends';
  const { success, testResults } = results.parse(JSON.parse(await readFile(told, 'utf8')));
  const asked = testResults.flatMap(({ assertionResults }) => assertionResults);
  if (success && !asked.some(({ status }) => status === 'passed')) throw new Error(`${file} has no test called ${names}`);
  if (success) return undefined;
  const failed = asked.find(({ status }) => status === 'failed');
  if (failed !== undefined) return `${failed.fullName}: ${firstLine(failed.failureMessages?.[0])}`;
  // If the set-up fails, the report names no failed test.
  return firstLine(testResults.find(({ message }) => message !== '')?.message ?? 'the set-up failed');
}

function vitest(folder: string, args: readonly string[]): Promise<'ended' | 'late'> {
  const script = path.join(folder, 'node_modules', 'vitest', 'vitest.mjs');
  const child = spawn(process.execPath, [script, 'run', ...args], { cwd: folder, env: process.env, stdio: 'ignore' });
  const { promise, resolve, reject } = Promise.withResolvers<'ended' | 'late'>();
  const late = setTimeout(() => {
    resolve('late');
    child.kill();
  }, testsMsMax);
  child.once('error', reject);
  // A killed run has no verdict.
  child.once('exit', (_code, signal) =>
    signal === null ? resolve('ended') : reject(new Error(`the tests were ended by ${signal}`)),
  );
  return promise.finally(() => clearTimeout(late));
}

function firstLine(text = ''): string {
  return text.split('\n', 1)[0] ?? '';
}
