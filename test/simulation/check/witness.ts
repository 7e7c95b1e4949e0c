/**
 * Records all calls and their answers. Each answer is compared with the commits so far (`Promises`). At the end, the whole history is
 * checked with the checks that the chaos tests use too (`test/world/history`).
 */
import type { AnyAnswer } from '../../../client/answer.ts';
import type { RouteId } from '../../../client/route.ts';
import type { Sent } from '../../../client/sent.ts';
import type { Told } from '../../../actors/session.ts';
import { beginOf, endOf, type End, type Operation } from '../../world/history/operation.ts';
import { positionsTold } from '../../world/history/positions.ts';
import { sameKey } from '../../world/history/same-key.ts';
import { helpEverywhere } from '../../world/history/support.ts';
import { judges, type Judging } from './answer-judges.ts';
import type { Ledger } from './ledger.ts';
import type { Promises } from './promises.ts';

/** A call that has begun. */
export interface Begun<Id extends RouteId> {
  /** To be called when a request of the call arrives, before it is served. Returns a function to be called after success. */
  readonly arrived: () => () => void;
  /** To be called when the network delivers the same request once more. No client gets the answer of such a copy. */
  readonly copied: () => void;
  /** To be called with what the caller knows in the end. */
  readonly heard: (told: Told<Id>) => void;
}

interface Around {
  readonly ledger: Ledger;
  readonly promises: Promises;
  readonly now: () => number;
  /** Maximum of milliseconds by which the clocks of two hosts differ. */
  readonly skewMs: () => number;
}

/** Refusals that no actor may get: each actor sends valid credentials and valid requests. */
const neverExpected: readonly string[] = [
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
        if (told.kind === 'refusal' && neverExpected.includes(told.problem))
          ledger.violate('refused', `${id} was refused with ${told.problem}`, call.name);
        if (told.kind === 'success' && told.status === 304) ledger.count('unchanged');
        judge?.answered?.(call, told);
      },
    };
  }

  /** Checks the whole history, as the chaos tests do. */
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
