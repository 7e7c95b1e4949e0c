/**
 * Everything that callers sent and were answered. Each answer is held against what is committed at that moment (`Promises`); the whole
 * history is held against itself at the end, by the checks that the chaos tests use too (`told`).
 */
import type { AnyAnswer } from '../../../client/answer.ts';
import type { RouteId } from '../../../client/route.ts';
import type { Sent } from '../../../client/sent.ts';
import type { Told } from '../../world/actors/session.ts';
import { beginOf, endOf, type End, type Operation } from '../../world/history/operation.ts';
import { positionsTold } from '../../world/history/positions.ts';
import { sameKey } from '../../world/history/same-key.ts';
import { helpEverywhere } from '../../world/history/support.ts';
import { judges, type Judging } from './answer-judges.ts';
import type { Ledger } from './ledger.ts';
import type { Promises } from './promises.ts';

/** A call that has begun. */
export interface Begun<Id extends RouteId> {
  /** Told when a request of it arrives, before it is served; gives a function to tell when it was served with success. */
  readonly arrived: () => () => void;
  /** Told when the network delivers the same request once more: no client gets the answer of such a copy. */
  readonly copied: () => void;
  /** Told what the caller knows in the end. */
  readonly heard: (told: Told<Id>) => void;
}

interface Around {
  readonly ledger: Ledger;
  readonly promises: Promises;
  readonly now: () => number;
  /** Milliseconds that clocks of hosts may be off from each other. */
  readonly skewMs: () => number;
}

/** Refusals that no actor deserves: each is who it says it is, and sends what the contract takes. */
const undeserved: readonly string[] = [
  'unauthenticated',
  'forbidden',
  'bad-request',
  'unsupported-media-type',
  'too-large',
  'idempotency-key-missing',
];

export class Witness {
  readonly history: Operation[] = [];
  readonly #around: Around;
  readonly #judging: Judging;
  #begun = 0;

  constructor(around: Around) {
    this.#around = around;
    this.#judging = { ledger: around.ledger, promises: around.promises, unfinishedEdits: new Set(), keys: new Map() };
  }

  begin<Id extends RouteId>(id: Id, sent: Sent<Id>, { name, who }: { readonly name: string; readonly who: string }): Begun<Id> {
    const { ledger, promises, now, skewMs } = this.#around;
    const judge = judges[id]?.(this.#judging, sent, who);
    const call = promises.begin(`${name} ${id}`, now(), skewMs());
    this.#begun += 1;
    const begun = beginOf({ n: this.#begun, who, route: id, invokedAt: now() }, sent);
    return {
      arrived: () => judge?.arrived?.() ?? (() => undefined),
      copied: () => void this.history.push({ ...begun, completedAt: now(), outcome: 'unknown' }),
      heard: (told) => {
        this.history.push({ ...begun, completedAt: now(), ...endOfTold(told) });
        if (told.kind === 'unknown') return;
        if (told.kind === 'refusal') ledger.count(`no: ${told.problem}`);
        if (told.kind === 'refusal' && undeserved.includes(told.problem))
          ledger.violate('refused', `${id} was refused with ${told.problem}`, call.name);
        if (told.kind === 'success' && told.status === 304) ledger.count('unchanged');
        judge?.answered?.(call, told);
      },
    };
  }

  /** Holds the whole history against itself: what the chaos tests look for in theirs too. */
  judge(): void {
    const { ledger } = this.#around;
    const created = [...new Set([...ledger.talkAt.values()].map(({ id }) => id))];
    const found = [...sameKey(this.history, created), ...positionsTold(this.history), ...helpEverywhere(this.history)];
    for (const { invariant, violations } of found) for (const says of violations) ledger.violate(invariant, says);
  }
}

function endOfTold(told: AnyAnswer | { readonly kind: 'unknown' }): End {
  return told.kind === 'unknown' ? { outcome: 'unknown' } : endOf(told);
}
