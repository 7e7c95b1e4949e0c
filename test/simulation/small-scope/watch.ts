/** The checker of the simulation for one play of a small case, and the checks at the end of a play. */
import type { Item, Write } from '../../../shared/ports.ts';
import { constraints } from '../check/constraints.ts';
import { costs } from '../check/costs.ts';
import { history } from '../check/history.ts';
import { Ledger } from '../check/ledger.ts';
import { machine } from '../check/machine.ts';
import { onePerson } from '../check/one-person.ts';
import { order } from '../check/order.ts';
import { callouts } from '../check/callouts.ts';
import { sides } from '../check/sides.ts';
import { Seen } from '../engine/seen.ts';
import type { Watch } from './explore.ts';

/** Checks what must hold after an actor was answered. Returns what is wrong. */
export type Told = (ledger: Ledger, value: unknown) => string | undefined;

/** Checks what must hold of all stored items after all actors have finished. Returns what is wrong. */
export type AtEnd = (ledger: Ledger, items: readonly Item[]) => string | undefined;

/** Creates a watch that starts with the items of a case; `told` by the names of actors. */
export function watcher(items: readonly Item[], told: Readonly<Record<string, Told>>, atEnd?: AtEnd): () => Watch {
  const before = new Ledger([]);
  const setup = { name: 'setup', kind: 'api' as const, began: 0, seen: new Seen(), decidesAt: 0 };
  const writes = items.map((item): Write => ({ kind: 'put', item, expected: { kind: 'any' } }));
  before.note(setup, writes);
  return () => {
    const ledger = new Ledger([sides, machine(), constraints, onePerson, history(), order(), callouts, costs], before);
    return {
      committed: (who, writes) => ledger.committed(who, writes),
      returned: (actor, value) => {
        if (value instanceof Error) ledger.violate('threw', value.stack ?? value.message, actor.name);
        const wrong = told[actor.name]?.(ledger, value);
        if (wrong !== undefined) ledger.violate('told', wrong, actor.name);
      },
      broken: () => ledger.violation && `${ledger.violation.invariant}: ${ledger.violation.says}, by ${ledger.violation.by}`,
      end: (store) => {
        const wrong = atEnd?.(ledger, store.dump());
        if (wrong !== undefined) ledger.violate('end', wrong);
      },
    };
  };
}
