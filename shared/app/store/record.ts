/** One kind of stored item: how an entity becomes an item, and back. */
import type * as z from 'zod';
import type { EpochMs } from '../../domain/time.ts';
import type { Ids, Item, Key, Write } from '../../ports.ts';
import { jsonObject } from './json.ts';
import { parsedOnce } from './parsed-once.ts';
import { parseKnown, withUnknown, type UnknownField } from './unknown-fields.ts';

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
  /**
   * Parses what was read. Throws if the item is not one that this service wrote: that is a bug. Fields that a newer version added
   * are left out.
   */
  read(item: Item): T;
  /**
   * Writes `entity` if the item is still as `before` was read; without `before`, if it is absent. Fields that a newer version
   * added stay in the item. So `before` must be the very object that `read` returned. Otherwise this throws: that is a bug, found
   * before anything is stored.
   */
  put(ids: Ids, entity: T, before: T | undefined): Write;
  /** Writes `entity` whatever is stored, for an item that may be written again with the same effect. */
  overwrite(ids: Ids, entity: T): Write;
  remove(entity: T): Write;
  /** The item must still be as it was read. */
  unchanged(entity: T): Write;
}

/** Creates the reader and the writers of one kind of item. `rev` is stored beside the body, and is new at every write. */
export function recorded<T extends Entity>(shape: RecordShape<T>): Recorded<T> {
  const unknownOf = new WeakMap<T, readonly UnknownField[]>();
  const unknownIn = (read: T): readonly UnknownField[] => {
    const unknown = unknownOf.get(read);
    if (unknown === undefined) throw new Error('the entity to write was not read, so fields of a newer version would be lost');
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
