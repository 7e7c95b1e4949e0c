/** Bodies: the rule for what may be stored, checked once for every adapter. */
import type { Json, JsonObject } from '../ports.ts';
import { numberSizeMin } from './limits.ts';

/**
 * Whether a value is a JSON object that DynamoDB takes, at every depth: plain objects, every member with a name, every number in
 * DynamoDB's range.
 */
export function isJsonObject(value: unknown): value is JsonObject {
  return isPlainObject(value) && Object.entries(value).every(([name, member]) => name !== '' && isJson(member));
}

/**
 * A deeply frozen copy, without members that are undefined (JSON has none). Throws if the value is not JSON: that is a bug of the
 * caller. A change of the copy or of the original cannot reach the other.
 */
export function frozenCopy(body: JsonObject): JsonObject {
  const copy = copyOf(body);
  if (!isJsonObject(copy)) throw new TypeError('a body must be a JSON object');
  return copy;
}

function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return Object.freeze(value.map(copyOf));
  // As a decimal there is only one zero.
  if (value === 0) return 0;
  if (!isPlainObject(value)) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.freeze(Object.fromEntries(members.map(([name, member]) => [name, copyOf(member)])));
}

function isJson(value: unknown): value is Json {
  if (typeof value === 'number') return isStorable(value);
  if (Array.isArray(value)) return value.every(isJson);
  return value === null || typeof value === 'string' || typeof value === 'boolean' || isJsonObject(value);
}

/** Whole numbers stay exact up to the bound. DynamoDB refuses numbers that are closer to 0 than it can represent. */
function isStorable(value: number): boolean {
  const size = Math.abs(value);
  return size === 0 || (size >= numberSizeMin && size <= Number.MAX_SAFE_INTEGER);
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
