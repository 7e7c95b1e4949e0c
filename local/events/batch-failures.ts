import * as z from 'zod';

const report = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish() }).nullish();

/**
 * What the answer of a handler says of its batch: the identifiers of the items that failed, of which there may be none; or `all`,
 * as Lambda takes an answer that is malformed or names something that was not in the batch.
 */
export function reportedFailures(payload: string, identifiers: ReadonlySet<string>): ReadonlySet<string> | 'all' {
  const parsed = report.safeParse(JSON.parse(payload));
  if (!parsed.success) return 'all';
  const failed = new Set((parsed.data?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier));
  return failed.isSubsetOf(identifiers) ? failed : 'all';
}
