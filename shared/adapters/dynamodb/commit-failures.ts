/**
 * What a failed write means. The rule: say that nothing happened only if that is certain.
 *
 * request ──► took effect ──► answer lost ──► SDK retries ──► condition fails on our own write
 *
 * A put recognises this by its new `rev`. If another writer wrote in between, or the write was a delete, nothing in the table can
 * prove it, and the outcome is `unknown`. Transactions carry a token: DynamoDB itself gives a repeated one the same answer as
 * before, for ten minutes, which is far longer than all attempts take.
 */
import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { itemAttributes } from '../../names.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { CommitError } from '../../ports.ts';
import { awsErrorName } from '../aws-failures.ts';
import type { DynamoDbOperation } from './capacity.ts';
import { refusal, type Failed } from './attempts.ts';

/** Reasons of a cancelled transaction (TransactWriteItems, "Errors"): another transaction was in progress, or "not now". */
const conflictReasons = new Set(['TransactionConflict']);
const throttledReasons = new Set(['ProvisionedThroughputExceeded', 'ThrottlingError']);

/** The outcome of a failed put of an item with this `rev`. */
export function putFailure(rev: string, failed: Failed): Result<void, CommitError> {
  const { error } = failed;
  const isOurs = error instanceof ConditionalCheckFailedException && error.Item?.[itemAttributes.rev]?.S === rev;
  return isOurs ? ok() : writeFailure('PutItem', failed);
}

/** The outcome of a failed conditional write of one item. */
export function writeFailure(operation: DynamoDbOperation, failed: Failed): Result<never, CommitError> {
  const name = awsErrorName(failed.error);
  if (failed.attempts.includes('unanswered')) return err({ code: 'unknown' });
  if (name === 'ConditionalCheckFailedException') return err({ code: 'lost', failed: [0] });
  if (name === 'TransactionConflictException') return err({ code: 'conflict' });
  if (failed.attempts.at(-1) === 'refused') throw refusal(operation, failed);
  return err({ code: 'unavailable' });
}

/**
 * Whether a transaction was cancelled for no other reason than throttled items. DynamoDB reports that as a cancellation, which the SDK does
 * not repeat, unlike a throttled request (TransactWriteItems, "Errors").
 */
export function isThrottledTransaction({ error }: Failed): boolean {
  if (!(error instanceof TransactionCanceledException)) return false;
  const reasons = reasonsOf(error).filter((reason) => reason !== 'None');
  return reasons.length > 0 && reasons.every((reason) => throttledReasons.has(reason));
}

/** The outcome of a failed transaction. */
export function transactionFailure(failed: Failed): Result<never, CommitError> {
  const { error } = failed;
  if (error instanceof TransactionCanceledException) return cancelled(error, failed);
  return writeFailure('TransactWriteItems', failed);
}

/**
 * Cancelled means that nothing was written, by this attempt or an earlier one. A failed condition takes precedence over the other
 * reasons.
 */
function cancelled(error: TransactionCanceledException, failed: Failed): Result<never, CommitError> {
  const reasons = reasonsOf(error);
  const lost = reasons.flatMap((reason, position) => (reason === 'ConditionalCheckFailed' ? [position] : []));
  if (lost.length > 0) return err({ code: 'lost', failed: lost });
  if (reasons.some((reason) => conflictReasons.has(reason))) return err({ code: 'conflict' });
  if (reasons.some((reason) => throttledReasons.has(reason))) return err({ code: 'unavailable' });
  throw refusal('TransactWriteItems', failed);
}

function reasonsOf(error: TransactionCanceledException): readonly string[] {
  return (error.CancellationReasons ?? []).map((reason) => reason.Code ?? 'None');
}
