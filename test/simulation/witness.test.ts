/** The witness bites: answers that are wrong, one way each, though what is stored may be right. */
import { describe, expect, it } from 'vitest';
import type { AnyAnswer } from '../../client/answer.ts';
import { noon, requestNo } from '../fixtures/domain.ts';
import { askingBody } from '../world/bodies.ts';
import { supportFor } from '../../shared/domain/support/support.ts';
import { Ledger } from './check/ledger.ts';
import { Promises } from './check/promises.ts';
import { Witness } from './check/witness.ts';

const support = supportFor({ country: 'GB', now: noon });
const headers = new Headers();
const params = { space: 'spc_1', request: requestNo(1) };

function shown(position: number | null, more: object = {}): AnyAnswer & { readonly kind: 'success' } {
  const body = { id: requestNo(1), status: 'waiting', position, support, ...more };
  return { kind: 'success', status: 200, body, text: '', headers, etag: undefined, retryAfterSeconds: undefined };
}

function refused(problem: 'forbidden' | 'not-found', status: number): AnyAnswer {
  const document = { type: `https://earshot.example/problems/${problem}`, title: '', status, detail: '', support };
  return {
    kind: 'refusal',
    status,
    problem,
    document,
    text: '',
    headers,
    etag: undefined,
    retryAfterSeconds: undefined,
  } as never;
}

function run() {
  const ledger = new Ledger([]);
  let now: number = noon;
  const witness = new Witness({ ledger, promises: new Promises(ledger), now: () => now, skewMs: () => 0 });
  const told = (answer: AnyAnswer): void => {
    now += 1_000;
    const begun = witness.begin('showRequest', { params, token: 'est_1' }, { name: 'seeker-1.1', who: 'seeker-1' });
    now += 1_000;
    begun.heard(answer as never);
  };
  return { ledger, told, judged: (): string | undefined => (witness.judge(), ledger.violation?.invariant) };
}

describe('the witness sees', () => {
  it('nothing where all is right', () => {
    const { told, judged } = run();
    told(shown(3));
    told(shown(2));
    told(shown(null));
    expect(judged()).toBeUndefined();
  });

  it('a position that rises', () => {
    const { told, judged } = run();
    told(shown(2));
    told(shown(3));
    expect(judged()).toBe('16');
  });

  it('an answer to a seeker without help', () => {
    const { told, judged } = run();
    told(shown(2, { support: undefined }));
    expect(judged()).toBe('15');
  });

  it('a refusal that no actor deserves', () => {
    const { told, judged } = run();
    told(refused('forbidden', 403));
    expect(judged()).toBe('refused');
  });

  it('a request that was acknowledged and is not stored', () => {
    const { ledger } = run();
    const promises = new Promises(ledger);
    const witness = new Witness({ ledger, promises, now: () => noon, skewMs: () => 0 });
    const sent = {
      params,
      idempotencyKey: 'key-1',
      body: askingBody,
    } as const;
    const begun = witness.begin('ask', sent, { name: 'seeker-1.1', who: 'seeker-1' });
    begun.heard({ ...shown(1), status: 202 } as never);
    expect(ledger.violation?.invariant).toBe('2');
  });
});
