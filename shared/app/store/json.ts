/** Turns a value of the code into what is stored: plain JSON, without absent fields. */
import type { Json, JsonObject } from '../../ports.ts';

function json(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(json);
  if (typeof value === 'object') return jsonObject(value);
  throw new TypeError(`cannot be stored: ${typeof value}`);
}

/**
 * A copy of the object as JSON. Fields that are undefined are left out. Throws on a value that JSON cannot represent: that is a
 * bug.
 */
export function jsonObject(value: object): JsonObject {
  const fields = Object.entries(value).flatMap(([name, field]): [string, Json][] =>
    field === undefined ? [] : [[name, json(field)]],
  );
  return Object.fromEntries(fields);
}
