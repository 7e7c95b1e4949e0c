/** The blocks of commands in a document. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');

/** The `sh` blocks of a document of the project, in their order. */
export function blocksOf(document: string): readonly string[] {
  const text = readFileSync(path.join(root, document), 'utf8');
  return [...text.matchAll(/```sh\n([\s\S]*?)```/gu)].map(([, code]) => code ?? '');
}

/** The lines of a block, without their comments. */
export function linesOf(block: string | undefined): readonly string[] {
  return (block ?? '')
    .split('\n')
    .map((line) => line.replace(/\s+# .*$/u, '').trim())
    .filter((line) => line !== '');
}
