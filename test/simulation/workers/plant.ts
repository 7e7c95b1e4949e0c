/** Plants a bug in the code that is about to be loaded. The files stay as they are. */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import type { PlantedBug } from './messages.ts';

const root = new URL('../../../', import.meta.url);

/** The text with the bug in it; throws where it cannot be planted as it is written. */
export function withBug({ file, find, replace, what }: PlantedBug, text: string): string {
  const parts = text.split(find);
  if (parts.length !== 2) throw new Error(`${what}: found ${parts.length - 1} times in ${file}`);
  return parts.join(replace);
}

/** The text of the file it is planted in, without it. */
export function textOf({ file }: PlantedBug): string {
  return readFileSync(new URL(file, root), 'utf8');
}

/** From here on this thread loads the code with the bug in it. */
export function plant(bug: PlantedBug): void {
  const { href } = new URL(bug.file, root);
  const source = withBug(bug, textOf(bug));
  registerHooks({
    load: (url, context, next) =>
      url === href ? { format: 'module-typescript', source, shortCircuit: true } : next(url, context),
  });
}
