/**
 * Two versions of the code on one table. After the deployment of the next version, half of the invocations run it. It writes a field into
 * every item that this version does not know. This version must ignore the field and keep it when it writes the item.
 */
import type { Store, Write } from '../../../shared/ports.ts';
import type { Invocation } from './invocation.ts';

const field = 'fromTheNextVersion';
const nextShare = 0.5;

export class Rollout {
  #begun = false;

  /** Deploys the next version. */
  begin(): void {
    this.#begun = true;
  }

  isNext(who: Invocation): boolean {
    return this.#begun && who.random.of('version').chance(nextShare);
  }
}

/** The writes as the next version would write them. */
export function asNext(writes: readonly Write[]): readonly Write[] {
  return writes.map((write) =>
    write.kind === 'put' ? { ...write, item: { ...write.item, body: { ...write.item.body, [field]: true } } } : write,
  );
}

/** Of the items that a commit replaces: the number of those with the field, and the keys of those that would lose it. */
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
