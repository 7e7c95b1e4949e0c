/**
 * The order of DynamoDB's string keys: by their UTF-8 bytes. JavaScript's own `<` compares UTF-16 units. It differs if a
 * character outside the basic plane is compared with one from U+E000 up. Returns a value below 0, 0 or above 0, as a sort needs
 * it.
 */
export function compareBytes(a: string, b: string): number {
  return a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b));
}
