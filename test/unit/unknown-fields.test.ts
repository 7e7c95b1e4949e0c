/** Two versions on one table: what the newer one added is read past by the older, and outlives its writes. */
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { recorded } from '../../shared/app/records/record.ts';
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

describe('what a newer version added', () => {
  const newer = { ...known, mood: { deep: ['x'] }, facts: { size: 1, colour: 'red' } };

  it('is not seen', () => {
    expect(record.read(stored(newer))).toEqual({ ...known, rev: 'rev_1' });
  });

  it('is still there after an older version wrote the item', () => {
    expect(bodyAfter(newer, (one) => ({ ...one, name: 'b', facts: { size: 2 } }))).toEqual({
      ...newer,
      name: 'b',
      facts: { size: 2, colour: 'red' },
    });
  });

  it('is not lost by a write over something else than what was read: that is a bug, before anything is stored', () => {
    const before = record.read(stored(newer));
    expect(() => record.put(ids, before, { ...before })).toThrow('was not read');
  });

  it('goes with the object that it was in', () => {
    expect(bodyAfter(newer, ({ facts: _gone, ...rest }) => rest)).toEqual({
      name: 'a',
      offers: [{ id: 'o' }],
      mood: { deep: ['x'] },
    });
  });

  it('is read past in the entries of a list, and goes with the next write', () => {
    const body = { ...known, offers: [{ id: 'o', note: 1 }] };
    expect(record.read(stored(body))).toEqual({ ...known, rev: 'rev_1' });
    expect(bodyAfter(body, (one) => one)).toEqual(known);
  });
});

it('anything else that is wrong with an item is a bug, loudly', () => {
  expect(() => record.read(stored({ ...known, name: 1, mood: 'x' }))).toThrow();
  expect(() => record.read(stored({ ...known, facts: {}, mood: 'x' }))).toThrow();
});
