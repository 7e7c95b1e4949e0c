/**
 * The order of DynamoDB's string keys: by their UTF-8 bytes. JavaScript's own `<` goes by UTF-16 units and differs
 * where a character outside the basic plane meets one from U+E000 up. Below 0, 0 or above 0, as a sort wants it.
 */
export function compareBytes(a: string, b: string): number {
  return a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b));
}
