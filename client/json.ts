/** The value in a text of JSON; undefined where it is none. */
export function jsonIn(text: string): unknown {
  try {
    const json: unknown = JSON.parse(text);
    return json;
  } catch {
    return undefined;
  }
}
