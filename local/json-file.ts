import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/**
 * The value in a JSON file; undefined when the file is missing or is not valid JSON. Throws when the file cannot be read: what it holds,
 * such as keys, must not be made anew and written over it.
 */
export function readJsonFile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError || isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

/** Writes a value as JSON, as `writeOwnFile` writes. */
export function writeJsonFile(file: string, value: unknown): void {
  writeOwnFile(file, `${JSON.stringify(value, null, 2)}\n`);
}

/**
 * Writes a new file beside the old one and renames it, so that a reader or a kill finds the old file or the new one, and never a
 * part. Only the owner can read it.
 */
export function writeOwnFile(file: string, text: string): void {
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
