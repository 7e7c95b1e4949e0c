/** Bodies as trees of JSON values, and as text. The text may hold numbers that JavaScript cannot represent. */

/** A piece of JSON text that is written unchanged: `1e400`, `-0`, a lone surrogate, a thousand brackets. */
export class Raw {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Tree = string | number | boolean | null | Raw | readonly Tree[] | { readonly [name: string]: Tree };

/** JSON text. */
export function textOf(tree: Tree): string {
  if (tree instanceof Raw) return tree.text;
  if (isList(tree)) return `[${tree.map(textOf).join(',')}]`;
  if (!isBranch(tree)) return JSON.stringify(tree);
  return `{${Object.entries(tree)
    .map(([name, value]) => `${JSON.stringify(name)}:${textOf(value)}`)
    .join(',')}}`;
}

/** A value as a tree, as JSON represents it. */
export function treeOf(value: unknown): Tree {
  if (Array.isArray(value)) return value.map(treeOf);
  if (typeof value === 'object' && value !== null) {
    const said = Object.entries(value).filter(([, field]) => field !== undefined);
    return Object.fromEntries(said.map(([name, field]): [string, Tree] => [name, treeOf(field)]));
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

export type PlaceKind = 'text' | 'number' | 'flag' | 'nothing' | 'list' | 'object' | 'record';

export interface Place {
  readonly kind: PlaceKind;
  readonly path: readonly string[];
}

/** Objects with names that the caller chooses. */
export const records = ['attributes'];

/** Every place of a tree, the root first. */
export function placesOf(tree: Tree, path: readonly string[] = []): readonly Place[] {
  if (isList(tree)) return [{ kind: 'list', path }, ...tree.flatMap((one, at) => placesOf(one, [...path, String(at)]))];
  if (!isBranch(tree)) return [{ kind: leafKind(tree), path }];
  const kind = records.includes(path.at(-1) ?? '') ? 'record' : 'object';
  return [{ kind, path }, ...Object.entries(tree).flatMap(([name, value]) => placesOf(value, [...path, name]))];
}

function leafKind(leaf: Tree): PlaceKind {
  if (leaf === null) return 'nothing';
  if (typeof leaf === 'number') return 'number';
  return typeof leaf === 'boolean' ? 'flag' : 'text';
}

/** The tree with the value at the path replaced. */
export function replaced(tree: Tree, [name, ...rest]: readonly string[], change: (old: Tree) => Tree): Tree {
  if (name === undefined) return change(tree);
  if (isList(tree)) return tree.map((one, at) => (String(at) === name ? replaced(one, rest, change) : one));
  if (!isBranch(tree)) return tree;
  const fields = Object.entries(tree).map(([field, value]): [string, Tree] => [
    field,
    field === name ? replaced(value, rest, change) : value,
  ]);
  return Object.fromEntries(fields);
}

/** The object with one more field at the end. The name may be any, also `__proto__`. */
export function withField(tree: Tree, name: string, value: Tree): Tree {
  if (!isBranch(tree)) return tree;
  return Object.fromEntries([...Object.entries(tree), [name, value]]);
}

export function isList(tree: Tree): tree is readonly Tree[] {
  return Array.isArray(tree);
}

function isBranch(tree: Tree): tree is { readonly [name: string]: Tree } {
  return typeof tree === 'object' && tree !== null && !(tree instanceof Raw) && !isList(tree);
}
