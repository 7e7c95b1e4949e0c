/** Replaces files of the code that is about to be loaded. The files themselves stay as they are. */
import { registerHooks } from 'node:module';

const root = new URL('../../../', import.meta.url);

/** From now on this thread loads these texts instead of the files with their names, which start at the root. */
export function loadInstead(files: readonly { readonly file: string; readonly text: string }[]): void {
  const texts = new Map(files.map(({ file, text }) => [new URL(file, root).href, text]));
  if (texts.size === 0) return;
  registerHooks({
    load: (url, context, next) => {
      const source = texts.get(url);
      return source === undefined ? next(url, context) : { format: 'module-typescript', source, shortCircuit: true };
    },
  });
}
