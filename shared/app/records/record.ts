/** One kind of stored item: how an entity becomes an item, and back. */
import type * as z from 'zod';
import type { EpochMs } from '../../domain/time.ts';
import type { Ids, Item, Key, Write } from '../../ports.ts';
import { jsonObject } from './json.ts';
import { parsedOnce } from './parsed-once.ts';
import { parseKnown, withUnknown } from './unknown-fields.ts';
import type { UnknownField } from './unknown-fields.ts';

interface Entity {
  readonly rev: string;
}

export interface RecordShape<T extends Entity> {
  readonly schema: z.ZodType<T>;
  readonly key: (entity: T) => Key;
  readonly indexes?: (entity: T) => Item['indexes'];
  readonly timeToLive?: (entity: T) => EpochMs | undefined;
}

export interface Recorded<T extends Entity> {
  /** Parses what was read; throws when an item is not what we wrote: a bug, loudly. What a newer version added is read past. */
  read(item: Item): T;
  /**
   * Writes `entity` if the item is still as `before` was read; without `before`, if it is absent. What a newer version added to the
   * item stays in it: so `before` must be the very object that `read` returned, or this throws: a bug, before anything is stored.
   */
  put(ids: Ids, entity: T, before: T | undefined): Write;
  /** Writes `entity` whatever is there: for what may be written again to the same effect. */
  overwrite(ids: Ids, entity: T): Write;
  remove(entity: T): Write;
  /** The item must still be as it was read. */
  unchanged(entity: T): Write;
}

/** Makes the reader and writers of one kind of item. `rev` lies beside the body, and is fresh at every write. */
export function recorded<T extends Entity>(shape: RecordShape<T>): Recorded<T> {
  const unknownOf = new WeakMap<T, readonly UnknownField[]>();
  const unknownIn = (read: T): readonly UnknownField[] => {
    const unknown = unknownOf.get(read);
    if (unknown === undefined) throw new Error('what is written was not read: fields of a newer version would be lost');
    return unknown;
  };
  const item = (ids: Ids, entity: T, unknown: readonly UnknownField[] = []): Item => {
    const { rev: _old, ...body } = entity;
    const indexes = shape.indexes?.(entity);
    const timeToLive = shape.timeToLive?.(entity);
    return {
      key: shape.key(entity),
      rev: ids.fresh('rev'),
      body: withUnknown(jsonObject(body), unknown),
      ...(indexes === undefined ? {} : { indexes }),
      ...(timeToLive === undefined ? {} : { timeToLive }),
    };
  };
  return {
    read: parsedOnce((stored) => {
      const { entity, unknown } = parseKnown(shape.schema, { ...stored.body, rev: stored.rev });
      unknownOf.set(entity, unknown);
      return entity;
    }),
    put: (ids, entity, before) => ({
      kind: 'put',
      item: item(ids, entity, before === undefined ? [] : unknownIn(before)),
      expected: before === undefined ? { kind: 'absent' } : { kind: 'rev', rev: before.rev },
    }),
    overwrite: (ids, entity) => ({ kind: 'put', item: item(ids, entity), expected: { kind: 'any' } }),
    remove: (entity) => ({ kind: 'delete', key: shape.key(entity), expected: { kind: 'rev', rev: entity.rev } }),
    unchanged: (entity) => ({ kind: 'check', key: shape.key(entity), expected: { kind: 'rev', rev: entity.rev } }),
  };
}
