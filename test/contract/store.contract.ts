/** What every store promises, whoever keeps it. Run by one test file per adapter and engine. */
import { describe } from 'vitest';
import type { Store } from '../../shared/ports.ts';
import { commitContract } from './store-commit.contract.ts';
import { indexContract } from './store-index.contract.ts';
import { pagingContract } from './store-paging.contract.ts';
import { queryContract } from './store-query.contract.ts';
import { transactionContract } from './store-transaction.contract.ts';

export interface StoreUnderTest {
  readonly store: Store;
  /** Brings the indexes up to date, where a test can. */
  readonly settle: () => void;
}

/** Gives the store under test; only inside a test. */
export type Subject = () => StoreUnderTest;

/** The whole contract, on one store that `open` makes. */
export function storeContract(name: string, open: () => StoreUnderTest): void {
  describe(`the store of ${name}`, () => {
    let opened: StoreUnderTest | undefined;
    const subject: Subject = () => (opened ??= open());

    commitContract(subject);
    transactionContract(subject);
    queryContract(subject);
    pagingContract(subject);
    indexContract(subject);
  });
}
