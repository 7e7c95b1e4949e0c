/** The promises of every store. Each adapter and each engine has one test file that runs this suite. */
import { describe } from 'vitest';
import type { Store } from '../../shared/ports.ts';
import { commitContract } from './store-commit.contract.ts';
import { indexContract } from './store-index.contract.ts';
import { pagingContract } from './store-pagination.contract.ts';
import { queryContract } from './store-query.contract.ts';
import { transactionContract } from './store-transaction.contract.ts';

export interface StoreUnderTest {
  readonly store: Store;
  /** Updates the indexes, for stores that let a test do it. */
  readonly settle: () => void;
}

/** Returns the store under test. Only called inside a test. */
export type Subject = () => StoreUnderTest;

/** The whole suite, on the store that `open` creates. */
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
