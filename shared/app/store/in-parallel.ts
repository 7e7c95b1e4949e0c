/** Runs `work` over all entries, at most `width` at once. The results are in the order of the entries. */
export async function inParallel<T, R>(
  entries: readonly T[],
  width: number,
  work: (entry: T) => Promise<R>,
): Promise<readonly R[]> {
  const results = new Map<number, R>();
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < entries.length) {
      const at = next;
      next += 1;
      const entry = entries[at];
      if (entry !== undefined) results.set(at, await work(entry));
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, entries.length) }, worker));
  return entries.flatMap((_entry, at) => {
    const result = results.get(at);
    return result === undefined ? [] : [result];
  });
}
