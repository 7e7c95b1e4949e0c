/**
 * Two versions on one table. Once the next one is deployed, half of the invocations are of it: it writes a field into every item that
 * this version does not know. This version must read past it, and leave it in what it writes.
 */
import type { Store, Write } from '../../../shared/ports.ts';
import type { Invocation } from './invocation.ts';

const field = 'fromTheNextVersion';
const nextShare = 0.5;

export class Rollout {
  #begun = false;

  /** The next version is deployed beside this one. */
  begin(): void {
    this.#begun = true;
  }

  isNext(who: Invocation): boolean {
    return this.#begun && who.random.of('version').chance(nextShare);
  }
}

/** The writes as the next version would make them. */
export function asNext(writes: readonly Write[]): readonly Write[] {
  return writes.map((write) =>
    write.kind === 'put' ? { ...write, item: { ...write.item, body: { ...write.item.body, [field]: true } } } : write,
  );
}

/** Of the items that were read to be changed, those that hold the field; and those that hold it and would lose it. */
export async function fieldsIn(
  store: Store,
  writes: readonly Write[],
): Promise<{ readonly found: number; readonly lost: readonly string[] }> {
  let found = 0;
  const lost: string[] = [];
  for (const write of writes) {
    if (write.kind !== 'put' || write.expected.kind !== 'rev') continue;
    const stored = await store.get(write.item.key);
    if (!stored.ok || stored.value?.body[field] === undefined || stored.value.rev !== write.expected.rev) continue;
    found += 1;
    if (write.item.body[field] === undefined) lost.push(write.item.key.pk);
  }
  return { found, lost };
}
