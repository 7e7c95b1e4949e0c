/**
 * Makes an object at the first call, and gives the same object to all later calls: for objects that tests read and do not change.
 */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
