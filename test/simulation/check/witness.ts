/**
 * Everything that callers sent and were answered. Each answer is held against what is committed at that moment (`Promises`); the whole
 * history is held against itself at the end, by the checks that the chaos tests use too (`told`).
 */
import type { Answer } from '../../../client/answer.ts';
import type { RouteId } from '../../../client/route.ts';
import type { Sent } from '../../../client/sent.ts';
import type { Operation } from '../../storm/history.ts';
import type { Told } from '../../world/actors/session.ts';
import { judges, type Judging } from './answer-judges.ts';
import type { Ledger } from './ledger.ts';
import type { Promises } from './promises.ts';

/** A call that has begun. */
export interface Begun<Id extends RouteId> {
  /** Told when a request of it arrives, before it is served; gives a function to tell when it was served with success. */
  readonly arrived: () => () => void;
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

  constructor(around: Around) {
    this.#around = around;
    this.#judging = { ledger: around.ledger, promises: around.promises, unfinishedEdits: new Set(), keys: new Map() };
  }

  begin<Id extends RouteId>(id: Id, sent: Sent<Id>, { name, who }: { readonly name: string; readonly who: string }): Begun<Id> {
    const { ledger, promises, now, skewMs } = this.#around;
    const judge = judges[id]?.(this.#judging, sent, who);
    const call = promises.begin(`${name} ${id}`, now(), skewMs());
    const invokedAt = now();
    return {
      arrived: () => judge?.arrived?.() ?? (() => undefined),
      heard: (told) => {
        this.#note(id, sent, { who, invokedAt, told });
        if (told.kind === 'unknown') return;
        if (told.kind === 'refusal') ledger.count(`no: ${told.problem}`);
        if (told.kind === 'refusal' && undeserved.includes(told.problem))
          ledger.violate('refused', `${id} was refused with ${told.problem}`, call.name);
        judge?.answered?.(call, told);
      },
    };
  }

  #note<Id extends RouteId>(
    id: Id,
    {
      params = {},
      body,
      idempotencyKey: key,
    }: {
      readonly params?: Operation['params'] | undefined;
      readonly body?: unknown;
      readonly idempotencyKey?: string | undefined;
    },
    { who, invokedAt, told }: { readonly who: string; readonly invokedAt: number; readonly told: Told<Id> },
  ): void {
    this.history.push({
      n: this.history.length + 1,
      who,
      route: id,
      params,
      ...(body === undefined ? {} : { sent: body }),
      ...(key === undefined ? {} : { key }),
      invokedAt,
      completedAt: this.#around.now(),
      ...endOf(told),
    });
  }
}

function endOf<Id extends RouteId>(told: Told<Id>): Pick<Operation, 'outcome' | 'status' | 'body'> {
  if (told.kind === 'unknown') return { outcome: 'unknown' };
  const body = bodyOf(told);
  return { outcome: told.kind === 'success' ? 'ok' : 'fail', status: told.status, ...(body === undefined ? {} : { body }) };
}

function bodyOf<Id extends RouteId>(answer: Answer<Id>): unknown {
  return answer.kind === 'success' ? answer.body : answer.document;
}
