/**
 * A pattern is TypeScript with holes. `$name` matches one expression, name, property or statement, and the same text each further time.
 * `$$$name` matches any number of arguments, elements, properties or statements. A pattern is an expression, some properties of an
 * object, or some statements. The parser decides which.
 *
 * We tried ast-grep first (0.51). There quotes, parentheses, `{ a }` against `{ a: b }`, digit separators, type annotations and braces
 * around one statement make a difference. A pattern there cannot be one property or two statements.
 */
import { parseSync } from 'oxc-parser';
import { isNode, nameOf, type Node } from './node.ts';

export interface Pattern {
  /** Several nodes are neighbours in one list. */
  readonly nodes: readonly Node[];
  readonly text: string;
}

/** The tree of a whole file. Undefined if it does not parse. */
export function treeOf(text: string): Node | undefined {
  const { program, errors } = parseSync('code.ts', text, { preserveParens: false, sourceType: 'module' });
  return errors.length === 0 && isNode(program) ? program : undefined;
}

const listOf = (value: unknown): readonly Node[] => (Array.isArray(value) ? value.filter((one) => isNode(one)) : []);
const at = (node: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((from, key) => (typeof from === 'object' && from !== null ? Reflect.get(from, key) : undefined), node);

/** The text around a pattern that makes it a file, and the path to the pattern in the tree. The first that parses is used. */
const frames: readonly (readonly [before: string, after: string, path: readonly (string | number)[]])[] = [
  ['(', '\n)', ['body', 0, 'expression']],
  ['({', '\n})', ['body', 0, 'expression', 'properties']],
  ['async function* frame() { for (;;) {', '\n} }', ['body', 0, 'body', 'body', 0, 'body', 'body']],
  ['', '', ['body']],
];

/** Parses a pattern. Throws if the text is none of these kinds. */
export function patternOf(text: string): Pattern {
  for (const [before, after, path] of frames) {
    const found = at(treeOf(`${before}${text}${after}`), ...path);
    const nodes = isNode(found) ? [found] : listOf(found);
    if (nodes.length > 0 && !nodes.some(isDeclared)) return { nodes, text };
  }
  throw new Error(`this pattern does not parse: ${text}`);
}

/** A function or class with a name counts as a declaration, although it could be an expression. */
const isDeclared = ({ type, id }: Node): boolean => /^(?:Function|Class)Expression$/u.test(type) && isNode(id);

/** Whether the text is one expression. */
export function isExpression(text: string): boolean {
  return treeOf(`(${text}\n)`) !== undefined;
}

/** The identifier that a node of a pattern consists of: the node itself, a whole statement, or a shorthand property. */
function bareName(node: Node): string | undefined {
  if (node.type === 'ExpressionStatement') return nameOf(node['expression']);
  if (node.type === 'Property' && node['shorthand'] === true) return nameOf(node['value']);
  return nameOf(node);
}

/** The name of a hole for one node. A shorthand property is a hole only in its value. */
export function holeIn(node: Node): string | undefined {
  const name = node.type === 'Property' ? undefined : bareName(node);
  return name !== undefined && /^\$[a-z_]/iu.test(name) ? name : undefined;
}

/** The name of a hole for any number of nodes. */
export function restIn(node: Node): string | undefined {
  const name = bareName(node);
  return name?.startsWith('$$$') === true ? name : undefined;
}
