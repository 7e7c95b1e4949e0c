/**
 * Stands in for shared/app/records/record.ts: the very same records, except that what is stored is parsed once and not at every
 * look. An item of the memory store never changes, so neither does what it says. What was read is frozen all the way down:
 * code that changed it would throw.
 */
import { recorded as real } from '../../../shared/app/records/record.ts';
import type { Recorded, RecordShape } from '../../../shared/app/records/record.ts';
import type { Item } from '../../../shared/ports.ts';

/** As `recorded` there, with a memory. */
export function recorded<T extends { readonly rev: string }>(shape: RecordShape<T>): Recorded<T> {
  const record = real(shape);
  const known = new WeakMap<Item, T>();
  return {
    ...record,
    read: (item) => {
      const before = known.get(item);
      if (before !== undefined) return before;
      const read = frozen(record.read(item));
      // What is not frozen is not from the store: somebody may yet change it.
      if (Object.isFrozen(item)) known.set(item, read);
      return read;
    },
  };
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const member of Object.values(value)) frozen(member);
  return Object.freeze(value);
}
