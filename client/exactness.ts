/** Compares a received value with the value that a schema parsed from it: fields that the schema does not name are missing there. */

/** The paths of the fields of `received` that are not in `read`; the root is the empty path. */
export function unnamedFields(received: unknown, read: unknown, path = ''): readonly string[] {
  if (!isObject(received)) return Object.is(received, read) ? [] : [path];
  const kept = isObject(read) ? new Map(Object.entries(read)) : new Map<string, unknown>();
  return Object.entries(received).flatMap(([name, value]) => {
    const where = `${path}/${name}`;
    return kept.has(name) ? unnamedFields(value, kept.get(name), where) : [where];
  });
}

/** Objects and arrays. */
function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
