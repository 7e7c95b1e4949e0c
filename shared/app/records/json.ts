/** From what the code holds to what is stored: plain JSON, absent fields left out. */
import type { Json, JsonObject } from '../../ports.ts';

function json(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(json);
  if (typeof value === 'object') return jsonObject(value);
  throw new TypeError(`not storable: ${typeof value}`);
}

/** A copy of the object as JSON; fields that are undefined are absent. Throws on what JSON cannot hold: a bug. */
export function jsonObject(value: object): JsonObject {
  const fields = Object.entries(value).flatMap(([name, field]): [string, Json][] =>
    field === undefined ? [] : [[name, json(field)]],
  );
  return Object.fromEntries(fields);
}
