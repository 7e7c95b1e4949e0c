/** Two versions on one table: the older version ignores what the newer one added, and its writes keep it. */
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { recorded } from '../../shared/app/store/record.ts';
import type { JsonObject } from '../../shared/ports.ts';

const thing = z.strictObject({
  rev: z.string(),
  name: z.string(),
  facts: z.strictObject({ size: z.int() }).optional(),
  offers: z.array(z.strictObject({ id: z.string() })),
});
type Thing = z.infer<typeof thing>;

const key = { table: 'home', pk: 'THING', sk: '-' } as const;
const record = recorded<Thing>({ schema: thing, key: () => key });
const ids = { fresh: () => 'rev_next', secret: () => '' };
const stored = (body: JsonObject) => ({ key, rev: 'rev_1', body });
const known = { name: 'a', facts: { size: 1 }, offers: [{ id: 'o' }] };

function bodyAfter(body: JsonObject, change: (read: Thing) => Thing): JsonObject | undefined {
  const before = record.read(stored(body));
  const write = record.put(ids, change(before), before);
  return write.kind === 'put' ? write.item.body : undefined;
}

describe('a field that a newer version added', () => {
  const newer = { ...known, mood: { deep: ['x'] }, facts: { size: 1, colour: 'red' } };

  it('is not visible', () => {
    expect(record.read(stored(newer))).toEqual({ ...known, rev: 'rev_1' });
  });

  it('is still there after an older version wrote the item', () => {
    expect(bodyAfter(newer, (one) => ({ ...one, name: 'b', facts: { size: 2 } }))).toEqual({
      ...newer,
      name: 'b',
      facts: { size: 2, colour: 'red' },
    });
  });

  it('is not lost by a write over an item that was not read: that is a bug, and it throws before anything is stored', () => {
    const before = record.read(stored(newer));
    expect(() => record.put(ids, before, { ...before })).toThrow('was not read');
  });

  it('is removed together with the object it was in', () => {
    expect(bodyAfter(newer, ({ facts: _gone, ...rest }) => rest)).toEqual({
      name: 'a',
      offers: [{ id: 'o' }],
      mood: { deep: ['x'] },
    });
  });

  it('in the entries of a list is ignored, and is lost at the next write', () => {
    const body = { ...known, offers: [{ id: 'o', note: 1 }] };
    expect(record.read(stored(body))).toEqual({ ...known, rev: 'rev_1' });
    expect(bodyAfter(body, (one) => one)).toEqual(known);
  });
});

it('an item with any other error cannot be read, whatever a newer version added beside it', () => {
  for (const body of [
    { ...known, name: 1, mood: 'x' },
    { ...known, facts: {}, mood: 'x' },
  ]) {
    expect(record.parse(stored(body))).toMatchObject({ ok: false, error: { code: 'unreadable', key } });
    expect(() => record.read(stored(body))).toThrow();
  }
});

it('an item without a revision cannot be read, since no write over it could be conditional, and is replaced as it is', () => {
  const damaged = { ...stored(known), rev: '' };
  expect(record.parse(damaged)).toMatchObject({ ok: false, error: { code: 'unreadable', faults: 'rev:missing' } });
  const { rev: _old, ...thing } = record.read(stored(known));
  expect(record.replace(ids, { rev: '', ...thing }, damaged)).toMatchObject({ expected: { kind: 'any' } });
});

it('[bug-put-unchecked] what no reader accepts is a bug, and throws before anything is stored', () => {
  const before = record.read(stored({ ...known, mood: 'x' }));
  const wrong: Thing = { ...before, facts: { size: 0.5 } };
  for (const write of [
    () => record.put(ids, wrong, before),
    () => record.put(ids, wrong, undefined),
    () => record.overwrite(ids, wrong),
    () => record.replace(ids, wrong, stored(known)),
  ])
    expect(write).toThrow('facts:invalid_type');
});
