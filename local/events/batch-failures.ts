import * as z from 'zod';

const report = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish() }).nullish();

/**
 * Which items of a batch failed, as the handler's answer reports: their identifiers (an empty set when none failed), or `all`
 * when the answer is malformed or names an item that was not in the batch. Lambda does the same.
 */
export function reportedFailures(payload: string, identifiers: ReadonlySet<string>): ReadonlySet<string> | 'all' {
  const parsed = report.safeParse(JSON.parse(payload));
  if (!parsed.success) return 'all';
  const failed = new Set((parsed.data?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier));
  return failed.isSubsetOf(identifiers) ? failed : 'all';
}
