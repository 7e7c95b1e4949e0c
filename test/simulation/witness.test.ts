/** The checker of answers finds wrong answers. Each test has one error; the stored items may be correct. */
import { describe, expect, it } from 'vitest';
import { answerOf, type Answer } from '../../client/answer.ts';
import type { RouteId } from '../../client/route.ts';
import { problems, problemType, type ProblemSlug } from '../../shared/contract/problems.ts';
import { supportFor } from '../../shared/domain/support/support.ts';
import { toIso } from '../../shared/domain/time.ts';
import { noon, requestNo } from '../fixtures/domain.ts';
import { askingBody } from '../world/bodies.ts';
import { Ledger } from './check/ledger.ts';
import { Promises } from './check/promises.ts';
import { Witness } from './check/witness.ts';

const support = supportFor({ country: 'GB', now: noon });
const links = { self: '/v1/self', cancel: '/v1/cancel', here: '/v1/here', notSafeNow: '/v1/not-safe-now' };
const params = { space: 'spc_1', request: requestNo(1) };

function answered<Id extends RouteId>(id: Id, status: number, body: object): Answer<Id> {
  return answerOf(id, { status, headers: new Headers(), text: JSON.stringify(body) }, { isExact: false });
}

function shown(position: number | null) {
  const view = { id: requestNo(1), status: 'waiting', position, estimate: null, askedAt: toIso(noon), dutyNow: true, links };
  return { ...view, support };
}

function refused(slug: ProblemSlug, more: object): Answer<'showRequest'> {
  const { status, title, detail } = problems[slug];
  const ids = { instance: 'urn:earshot:request:1', requestId: '1' };
  return answered('showRequest', status, { type: problemType(slug), title, status, detail, ...ids, ...more });
}

function run() {
  const ledger = new Ledger([]);
  let now: number = noon;
  const witness = new Witness({ ledger, promises: new Promises(ledger), now: () => now, skewMs: () => 0 });
  const who = { name: 'seeker-1.1', who: 'seeker-1' };
  return {
    ledger,
    read: (answer: Answer<'showRequest'>): void => {
      now += 1_000;
      const begun = witness.begin('showRequest', { params, token: 'est_1' }, who);
      now += 1_000;
      begun.heard(answer);
    },
    ask: (answer: Answer<'ask'>): void =>
      witness.begin('ask', { params, idempotencyKey: 'key-1', body: askingBody }, who).heard(answer),
    judged: (): string | undefined => {
      witness.judge();
      return ledger.violation?.invariant;
    },
  };
}

describe('the checker of answers finds', () => {
  it('no violation in correct answers', () => {
    const { read, judged } = run();
    for (const position of [3, 2, null]) read(answered('showRequest', 200, shown(position)));
    expect(judged()).toBeUndefined();
  });

  it('a position that rises', () => {
    const { read, judged } = run();
    for (const position of [2, 3]) read(answered('showRequest', 200, shown(position)));
    expect(judged()).toBe('16');
  });

  it('an answer to a seeker without help resources', () => {
    const { read, judged } = run();
    read(refused('not-found', {}));
    expect(judged()).toBe('15');
  });

  it('a refusal that no actor may get', () => {
    const { read, judged } = run();
    read(refused('forbidden', { support }));
    expect(judged()).toBe('refused');
  });

  it('a request that was acknowledged and is not stored', () => {
    const { ask, ledger } = run();
    ask(answered('ask', 202, { ...shown(1), token: `est_${'a'.repeat(43)}` }));
    expect(ledger.violation?.invariant).toBe('2');
  });
});
