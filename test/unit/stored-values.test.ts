/**
 * A value that a closed list of a stored item gains comes in two steps. An older version runs beside the new one during a deployment, and again
 * after a rollback, and it sets an item with a value that it does not know aside. See "Changes of what is stored" in CONTRIBUTING.md.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { recorded } from '../../shared/app/store/record.ts';
import { storedSchemas, valuesOf } from '../fixtures/stored-values.ts';

/** Values that this version reads and does not write yet. The next release may write them. */
const readOnly: readonly string[] = [];

const file = path.join(import.meta.dirname, 'stored-values.txt');
const written = readFileSync(file, 'utf8').trim().split('\n');

describe('the closed lists of stored items', () => {
  const now = [...storedSchemas].flatMap(([name, schema]) => valuesOf(name, schema));

  it('gain a value only in two steps: first a release that reads it, then one that writes it', () => {
    const gained = now.filter((line) => !written.includes(line) && !readOnly.includes(line));
    expect(gained, 'list it in `readOnly` of this test, or, before the first release, in stored-values.txt').toEqual([]);
  });

  it('lose no value that stored items may still hold', () => {
    expect(written.filter((line) => !now.includes(line))).toEqual([]);
    expect(written).toEqual([...new Set(written)].toSorted());
  });

  it('are those of every kind of item', () => {
    expect(storedSchemas.size).toBeGreaterThan(20);
    expect(written.length).toBeGreaterThan(100);
  });
});

describe('an older version that meets a value of a newer one', () => {
  const key = { table: 'home', pk: 'THING', sk: '-' } as const;
  const ids = { fresh: () => 'rev_next', secret: () => '' };
  const versionThatKnows = (values: readonly [string, ...string[]]) => {
    const schema = z.strictObject({ rev: z.string(), mood: z.enum(values) });
    return recorded<z.infer<typeof schema>>({ schema, key: () => key });
  };
  const older = versionThatKnows(['low']);
  const reading = versionThatKnows(['low', 'high']);
  const written = reading.overwrite(ids, { rev: '', mood: 'high' });
  const item = written.kind === 'put' ? written.item : undefined;

  it('cannot read the item, writes nothing over it, and says which field it is', () => {
    if (item === undefined) throw new Error('not written');
    expect(older.parse(item)).toMatchObject({ ok: false, error: { faults: 'mood:invalid_value' } });
  });

  it('reads it once the release before could', () => {
    if (item === undefined) throw new Error('not written');
    expect(reading.parse(item)).toMatchObject({ ok: true, value: { mood: 'high' } });
  });
});
