import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** The value in a JSON file; undefined when the file is missing or is not valid JSON. */
export function readJsonFile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Writes a new file beside the old one and renames it, so that a reader or a kill finds the old file or the new one, and never a
 * part. Only the owner can read it.
 */
export function writeJsonFile(file: string, value: unknown): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
