/** The table of folders in docs/architecture.md, printed from `architecture.ts`: `node tools/architecture-table.ts`. */
import { parts } from './architecture.ts';

/** Lines of Markdown, one for each part. */
export function architectureTable(): readonly string[] {
  const rows = parts.map(({ path, purpose, mayImport }) => {
    const names = mayImport.map((name) => `\`${name}\``).join(', ');
    return `| \`${path}\` | ${purpose} | ${names === '' ? 'nothing' : names} |`;
  });
  return [
    '| folder | what | may import |',
    '|---|---|---|',
    ...rows,
    '| `test/` | the proofs: [proof.md](proof.md) | everything |',
  ];
}

if (import.meta.main) console.log(architectureTable().join('\n'));
