/** A copy of the tree to make holes in: the real one stays as it is, and so do its bundles. */
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { withBug } from '../../simulation/workers/plant.ts';
import type { Hole, Tests } from './hole.ts';
import { huntMsMax } from './limits.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const left = new Set(['node_modules', '.git', '.earshot', 'cdk.out', 'dist', 'coverage']);

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

/** What failed first, and how; undefined: nothing did. */
export type Seen = string | undefined;

export class Tree {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async copy(): Promise<Tree> {
    const folder = await mkdtemp(path.join(tmpdir(), 'earshot-holes-'));
    const filter = (from: string): boolean => !left.has(path.relative(root, from));
    await cp(root, folder, { recursive: true, filter });
    await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'dir');
    return new Tree(folder);
  }

  async remove(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Makes the hole, asks the tests, and closes it again. One at a time. */
  async withHole(hole: Hole): Promise<Seen> {
    const file = path.join(this.#folder, hole.file);
    const sound = await readFile(file, 'utf8');
    await writeFile(file, withBug(hole, sound));
    try {
      return await this.seenBy(hole.tests);
    } finally {
      await writeFile(file, sound);
    }
  }

  /** What these tests find wrong with the tree as it is. Throws where there is no such test. */
  async seenBy({ file, named }: Tests): Promise<Seen> {
    const told = path.join(this.#folder, 'results.json');
    await rm(told, { force: true });
    const ended = await this.#vitest([file, '-t', named, '--bail=1', '--reporter=json', `--outputFile=${told}`]);
    if (ended === 'late') return 'it never ends';
    const { success, testResults } = results.parse(JSON.parse(await readFile(told, 'utf8')));
    const asked = testResults.flatMap(({ assertionResults }) => assertionResults);
    if (success && !asked.some(({ status }) => status === 'passed')) throw new Error(`${file} has no test called “${named}”`);
    if (success) return undefined;
    const failed = asked.find(({ status }) => status === 'failed');
    // Where nothing could even be made ready, no test is said to have failed.
    if (failed === undefined)
      return firstLine(testResults.find(({ message }) => message !== '')?.message ?? 'nothing could be made ready');
    return `${failed.fullName}: ${firstLine(failed.failureMessages?.[0])}`;
  }

  #vitest(args: readonly string[]): Promise<'ended' | 'late'> {
    const vitest = path.join(this.#folder, 'node_modules', 'vitest', 'vitest.mjs');
    const child = spawn(process.execPath, [vitest, 'run', ...args], { cwd: this.#folder, env: process.env, stdio: 'ignore' });
    const { promise, resolve, reject } = Promise.withResolvers<'ended' | 'late'>();
    const late = setTimeout(() => {
      child.kill();
      resolve('late');
    }, huntMsMax);
    child.once('error', reject);
    child.once('exit', () => resolve('ended'));
    return promise.finally(() => clearTimeout(late));
  }
}

function firstLine(text = ''): string {
  return text.split('\n', 1)[0] ?? '';
}
