/** The value of a JSON text. Undefined: the text is not valid JSON. */
export function jsonIn(text: string): unknown {
  try {
    const json: unknown = JSON.parse(text);
    return json;
  } catch {
    return undefined;
  }
}
