/** Event patterns of EventBridge, as the filters of event source mappings use them. */

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

type Matcher = (value: unknown, expected: unknown) => boolean;

const isText = (value: unknown): value is string => typeof value === 'string';

const matchers: Readonly<Record<string, Matcher>> = {
  exists: (value, expected) => (value !== undefined) === (expected === true),
  prefix: (value, expected) => isText(value) && isText(expected) && value.startsWith(expected),
  suffix: (value, expected) => isText(value) && isText(expected) && value.endsWith(expected),
  'equals-ignore-case': (value, expected) => isText(value) && isText(expected) && value.toLowerCase() === expected.toLowerCase(),
  'anything-but': (value, expected) =>
    value !== undefined && !(isObject(expected) ? matchesOne(value, expected) : [expected].flat().includes(value)),
  numeric: (value, expected) => typeof value === 'number' && Array.isArray(expected) && inRange(value, expected),
};

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** Whether an event has everything that the pattern requires. Throws on a kind of match that it does not know, and names it. */
export function matchesPattern(event: unknown, pattern: unknown): boolean {
  if (!isObject(pattern)) throw new Error(`An event pattern must be an object, not ${JSON.stringify(pattern)}`);
  return Object.entries(pattern).every(([key, expected]) => {
    if (key === '$or' && Array.isArray(expected)) return expected.some((option) => matchesPattern(event, option));
    const value = isObject(event) ? event[key] : undefined;
    if (!Array.isArray(expected)) return matchesPattern(value, expected);
    const values = Array.isArray(value) ? value : [value];
    return expected.some((one: unknown) => values.some((each: unknown) => matchesOne(each, one)));
  });
}

function matchesOne(value: unknown, expected: unknown): boolean {
  if (!isObject(expected)) return value === expected;
  return Object.entries(expected).every(([name, argument]) => {
    const matcher = matchers[name];
    if (matcher === undefined) throw new Error(`The local runner does not know the event pattern "${name}"`);
    return matcher(value, argument);
  });
}

function inRange(value: number, range: readonly unknown[]): boolean {
  for (let at = 0; at < range.length; at += 2) {
    const [operator, bound] = [range[at], range[at + 1]];
    const compare = isText(operator) ? comparisons[operator] : undefined;
    if (compare === undefined || typeof bound !== 'number')
      throw new Error(`Not a numeric event pattern: ${JSON.stringify(range)}`);
    if (!compare(value, bound)) return false;
  }
  return true;
}
