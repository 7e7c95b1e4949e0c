/** Whether code matches a pattern in any format, and which code fills the holes. */
import { isNode, type Node } from './node.ts';
import { holeIn, restIn } from './pattern.ts';

/** Holes by name, each with the nodes that fill it. */
export type Captures = ReadonlyMap<string, readonly Node[]>;

/** Fields that say only where or how the code is written, or that follow from other fields. */
const ignored = new Set(['type', 'start', 'end', 'range', 'loc', 'raw', 'parent', 'shorthand', 'expression', 'body']);
/** Fields that are compared only if the pattern has them. */
const optional =
  /^(?:typeAnnotation|returnType|typeParameters|typeArguments|superTypeArguments|decorators|accessibility|declare|definite|readonly|override)$/u;

/** The filled holes if `code` matches, including those that were filled before. Undefined if it does not match. `text` is the text of the file. */
export function match(pattern: Node, code: Node, text: string, held: Captures = new Map()): Captures | undefined {
  const hole = holeIn(pattern);
  if (hole !== undefined) return capture(hole, [code], text, held);
  if (isStatement(code) && (pattern.type === 'BlockStatement' || code.type === 'BlockStatement') && isStatement(pattern))
    return matchList(statementsOf(pattern), statementsOf(code), text, held);
  if (pattern.type !== code.type) return undefined;
  return matchFields(pattern, code, text, held);
}

/** Matches whole lists. A `$$$` in the pattern takes as few entries as possible. */
export function matchList(patterns: readonly Node[], code: readonly Node[], text: string, held: Captures): Captures | undefined {
  const [first, ...others] = patterns;
  if (first === undefined) return code.length === 0 ? held : undefined;
  const rest = restIn(first);
  if (rest === undefined) {
    const [node, ...more] = code;
    const now = node === undefined ? undefined : match(first, node, text, held);
    return now === undefined ? undefined : matchList(others, more, text, now);
  }
  for (let taken = 0; taken <= code.length; taken += 1) {
    const now = capture(rest, code.slice(0, taken), text, held);
    const found = now === undefined ? undefined : matchList(others, code.slice(taken), text, now);
    if (found !== undefined) return found;
  }
  return undefined;
}

function matchFields(pattern: Node, code: Node, text: string, held: Captures): Captures | undefined {
  const fields: [unknown, unknown][] = Object.keys(pattern)
    .filter((field) => !ignored.has(field) || (field === 'expression' && isNode(pattern[field])))
    .filter((field) => !optional.test(field) || (isNode(pattern[field]) && isNode(code[field])))
    .map((field) => [pattern[field], code[field]]);
  if ('key' in pattern && pattern['computed'] !== true && code['computed'] !== true) {
    const [key, found] = [keyOf(pattern['key']), keyOf(code['key'])];
    if (key !== undefined && found !== undefined && !key.startsWith('$')) {
      if (key !== found) return undefined;
      fields.splice(
        fields.findIndex(([one]) => one === pattern['key']),
        1,
      );
    }
  }
  fields.push([bodyOf(pattern), bodyOf(code)]);
  let now: Captures | undefined = held;
  for (const [wanted, found] of fields) {
    now = matchValue(wanted, found, text, now);
    if (now === undefined) return undefined;
  }
  return now;
}

function matchValue(wanted: unknown, found: unknown, text: string, held: Captures): Captures | undefined {
  if (isNode(wanted)) return isNode(found) ? match(wanted, found, text, held) : undefined;
  if (Array.isArray(wanted)) {
    if (!Array.isArray(found)) return undefined;
    return matchList(
      wanted.filter((one) => isNode(one)),
      found.filter((one) => isNode(one)),
      text,
      held,
    );
  }
  // A value that is no node is a word, a number, a flag, or part of a regular expression or a template.
  return JSON.stringify(wanted ?? null, bigints) === JSON.stringify(found ?? null, bigints) ? held : undefined;
}

const bigints = (_field: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);

function capture(hole: string, nodes: readonly Node[], text: string, held: Captures): Captures | undefined {
  const before = held.get(hole);
  if (before !== undefined) return textOf(before, text) === textOf(nodes, text) ? held : undefined;
  return hole === '$$$' ? held : new Map([...held, [hole, nodes]]);
}

/** The text in a hole. An identifier gives its name without a type. */
export function textOf(nodes: readonly Node[], text: string): string {
  const [first, last] = [nodes[0], nodes.at(-1)];
  if (first === undefined || last === undefined) return '';
  if (nodes.length === 1 && first.type === 'Identifier') return String(first['name']);
  return text.slice(first.start, last.end);
}

const isStatement = ({ type }: Node): boolean => type.endsWith('Statement') || type === 'VariableDeclaration';

/** A single statement counts as the same statement in braces. */
const statementsOf = (node: Node): readonly Node[] =>
  node.type === 'BlockStatement' && Array.isArray(node['body']) ? node['body'].filter((one) => isNode(one)) : [node];

/** The name of a key, quoted or not. */
function keyOf(key: unknown): string | undefined {
  if (!isNode(key)) return undefined;
  const name = key['name'] ?? key['value'];
  return typeof name === 'string' && key.type !== 'PrivateIdentifier' ? name : undefined;
}

/** The body of an arrow function is the expression that it returns, also if it is written with braces and `return`. */
function bodyOf(node: Node): unknown {
  const body = node['body'];
  if (node.type !== 'ArrowFunctionExpression' || !isNode(body) || body.type !== 'BlockStatement') return body;
  const [only, ...others] = statementsOf(body);
  const returned = only?.type === 'ReturnStatement' && others.length === 0 ? only['argument'] : undefined;
  return isNode(returned) ? returned : body;
}
