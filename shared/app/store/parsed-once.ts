import type { Item } from '../../ports.ts';

/**
 * Reads a frozen item once, however often it is read: it cannot change, so neither does what it says. Only a store in memory gives the
 * same item again. What was read is frozen as well: code that changed it would throw.
 */
export function parsedOnce<T extends object>(read: (item: Item) => T): (item: Item) => T {
  const known = new WeakMap<Item, T>();
  return (item) => {
    if (!Object.isFrozen(item)) return read(item);
    const before = known.get(item);
    if (before !== undefined) return before;
    const value = frozen(read(item));
    known.set(item, value);
    return value;
  };
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const member of Object.values(value)) frozen(member);
  return Object.freeze(value);
}
