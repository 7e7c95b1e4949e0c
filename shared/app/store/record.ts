/** One kind of stored item: how an entity becomes an item, and back. */
import type * as z from 'zod';
import { err, ok, type Result } from '../../domain/result.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ids, Item, JsonObject, Key, Write } from '../../ports.ts';
import { jsonObject } from './json.ts';
import { parsedOnce } from './parsed-once.ts';
import { parseKnown, withUnknown, type UnknownField } from './unknown-fields.ts';
import { asItWas, faultsOf, type Reader, type Unreadable } from './unreadable.ts';

interface Entity {
  readonly rev: string;
}

export interface RecordShape<T extends Entity> {
  readonly schema: z.ZodType<T>;
  readonly key: (entity: T) => Key;
  readonly indexes?: (entity: T) => Item['indexes'];
  readonly timeToLive?: (entity: T) => EpochMs | undefined;
}

export interface Recorded<T extends Entity> extends Reader<T> {
  /** What reads it, and what every write passes. */
  readonly schema: z.ZodType<T>;
  /**
   * Parses what was read. `unreadable` if it does not pass the schema. Fields that a newer version added are left out.
   */
  parse(item: Item): Result<T, Unreadable>;
  /** Parses an item that this process has just made. Throws if it cannot be read: that is a bug. */
  read(item: Item): T;
  /**
   * Writes `entity` if the item is still as `before` was read; without `before`, if it is absent. Fields that a newer version
   * added stay in the item. So `before` must be the very object that `parse` or `read` returned. Otherwise this throws, and also
   * if the entity does not pass the schema it will be read by: each is a bug, found before anything is stored.
   */
  put(ids: Ids, entity: T, before: T | undefined): Write;
  /** Writes `entity` whatever is stored, for an item that may be written again with the same effect. */
  overwrite(ids: Ids, entity: T): Write;
  /** Writes `entity` over an item that cannot be read, if it is still that item. */
  replace(ids: Ids, entity: T, unreadable: Item): Write;
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
    const rev = ids.fresh('rev');
    return {
      key: shape.key(entity),
      rev,
      body: withUnknown(checked(shape.schema, jsonObject(body), rev), unknown),
      ...(indexes === undefined ? {} : { indexes }),
      ...(timeToLive === undefined ? {} : { timeToLive }),
    };
  };
  const parse = parsedOnce((stored): Result<T, Unreadable> => {
    // No write over it could be conditional, so everything that touches it would fail.
    if (stored.rev === '') return err({ code: 'unreadable', key: stored.key, faults: 'rev:missing' });
    const parsed = parseKnown(shape.schema, { ...stored.body, rev: stored.rev });
    if (!parsed.ok) return err({ code: 'unreadable', key: stored.key, faults: faultsOf(parsed.error) });
    const { entity, unknown } = parsed.value;
    unknownOf.set(entity, unknown);
    return ok(entity);
  });
  return {
    schema: shape.schema,
    parse,
    read: (stored) => {
      const read = parse(stored);
      if (!read.ok) throw new Error(`this cannot be read: ${read.error.faults}`);
      return read.value;
    },
    put: (ids, entity, before) => ({
      kind: 'put',
      item: item(ids, entity, before === undefined ? [] : unknownIn(before)),
      expected: before === undefined ? { kind: 'absent' } : { kind: 'rev', rev: before.rev },
    }),
    overwrite: (ids, entity) => ({ kind: 'put', item: item(ids, entity), expected: { kind: 'any' } }),
    replace: (ids, entity, unread) => ({ kind: 'put', item: item(ids, entity), expected: asItWas(unread) }),
    remove: (entity) => ({ kind: 'delete', key: shape.key(entity), expected: { kind: 'rev', rev: entity.rev } }),
    unchanged: (entity) => ({ kind: 'check', key: shape.key(entity), expected: { kind: 'rev', rev: entity.rev } }),
  };
}

/**
 * The body, if the schema that will read it accepts it. Without this check a use case could store what no reader accepts, and the
 * item would be lost to every caller. Fields that a newer version added are no part of the check.
 */
function checked(schema: z.ZodType, body: JsonObject, rev: string): JsonObject {
  const parsed = schema.safeParse({ ...body, rev });
  if (!parsed.success) throw new Error(`what is to be stored could not be read: ${faultsOf(parsed.error)}`);
  return body;
}
