/** Makes something when it is first asked for, and gives the same to everybody: for what a test looks at and does not change. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
