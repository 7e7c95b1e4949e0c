/**
 * Fields that a newer version wrote and this version does not know. During a deploy, and after a rollback, both versions read and
 * write the same items. So an unknown field is no bug. It is left out of the entity, and is put back when the item is written
 * again. This holds for fields of objects. Unknown fields of list entries are left out and lost, because by then the entries may
 * be different.
 */
import type * as z from 'zod';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Json, JsonObject } from '../../ports.ts';

type Path = readonly (string | number)[];

export interface UnknownField {
  readonly path: Path;
  readonly value: Json;
}

export interface Parsed<T> {
  readonly entity: T;
  readonly unknown: readonly UnknownField[];
}

/** Parses the known fields of a stored body. An error if anything else is wrong with it. */
export function parseKnown<T>(schema: z.ZodType<T>, body: JsonObject): Result<Parsed<T>, z.ZodError> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return ok({ entity: parsed.data, unknown: [] });
  const paths = parsed.error.issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [];
    const inside = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
    return issue.keys.map((key): Path => [...inside, key]);
  });
  const known = paths.reduce<Json>(without, body);
  const again = schema.safeParse(known);
  if (!again.success) return err(again.error);
  return ok({ entity: again.data, unknown: paths.flatMap((path) => fieldAt(body, path)) });
}

/** The body with those fields added again, if it still has the objects that they were in. */
export function withUnknown(body: JsonObject, unknown: readonly UnknownField[]): JsonObject {
  return unknown.reduce((all, { path, value }) => withField(all, path, value), body);
}

function fieldAt(body: Json, path: Path): readonly UnknownField[] {
  let value: Json | undefined = body;
  for (const step of path) {
    if (typeof step === 'number' || !isObject(value)) return [];
    value = value[step];
  }
  return value === undefined ? [] : [{ path, value }];
}

function without(value: Json, [step, ...rest]: Path): Json {
  if (Array.isArray(value)) return value.map((entry: Json, at) => (at === step ? without(entry, rest) : entry));
  if (!isObject(value)) return value;
  const fields = Object.entries(value).flatMap(([name, field]): [string, Json][] => {
    if (name !== step) return [[name, field]];
    return rest.length === 0 ? [] : [[name, without(field, rest)]];
  });
  return Object.fromEntries(fields);
}

function withField(body: JsonObject, [step, ...rest]: Path, value: Json): JsonObject {
  if (step === undefined) return body;
  if (rest.length === 0) return { ...body, [step]: value };
  const inside = body[step];
  return isObject(inside) ? { ...body, [step]: withField(inside, rest, value) } : body;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
