import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** What a JSON file holds; undefined when it is missing or no JSON. */
export function readJsonFile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Writes beside and renames, so that a reader or a kill finds the old file or the new one, never half. For its owner's eyes only. */
export function writeJsonFile(file: string, value: unknown): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
