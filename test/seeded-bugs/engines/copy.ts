/** A copy of the project to seed bugs in. The original files and bundles do not change. */
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../code/product.ts';
import type { Seeded } from '../code/seed.ts';

const leftOut = new Set(['node_modules', '.git', '.earshot', 'cdk.out', 'dist', 'coverage']);

export class Copy {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async make(): Promise<Copy> {
    const folder = await mkdtemp(path.join(tmpdir(), 'earshot-seeded-'));
    await cp(root, folder, { recursive: true, filter: (from) => !leftOut.has(path.relative(root, from)) });
    await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'dir');
    return new Copy(folder);
  }

  /** Writes the files, does the work, and writes the original files back. Only one call may run at a time. */
  async with<T>(files: readonly Seeded[], work: () => Promise<T>): Promise<T> {
    const before = await Promise.all(
      files.map(async ({ file }) => ({ file, text: await readFile(path.join(this.folder, file), 'utf8') })),
    );
    await this.#write(files);
    try {
      return await work();
    } finally {
      await this.#write(before);
    }
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  async #write(files: readonly Seeded[]): Promise<void> {
    await Promise.all(files.map(({ file, text }) => writeFile(path.join(this.folder, file), text)));
  }
}
