/** Seeded bugs find their places after every file has moved and every local variable has a new name. */
import { describe, expect, it } from 'vitest';
import { isNode, nameOf, nodesOf, type Node } from './code/node.ts';
import { productOf, readProduct, type Source } from './code/product.ts';
import { seeded } from './code/seed.ts';
import { seededBugs } from './seeded-bugs.ts';

const listOf = (value: unknown): readonly Node[] => (Array.isArray(value) ? value.filter((one) => isNode(one)) : []);

/** The names that the pattern of a declaration declares. */
function given(pattern: unknown): readonly string[] {
  if (!isNode(pattern)) return [];
  const inside = [
    pattern['left'],
    pattern['argument'],
    pattern['value'],
    ...listOf(pattern['properties']),
    ...listOf(pattern['elements']),
  ];
  return [...(nameOf(pattern) === undefined ? [] : [String(nameOf(pattern))]), ...inside.flatMap(given)];
}

/** Names that are declared inside functions alone: neither imported nor at the top. */
function localsOf(tree: Node): ReadonlySet<string> {
  const body = listOf(tree['body']);
  const top = body.flatMap((node) => {
    const declared = isNode(node['declaration']) ? node['declaration'] : node;
    const imported = listOf(node['specifiers']).flatMap(({ local }) => given(local));
    return [...imported, ...given(declared['id']), ...listOf(declared['declarations']).flatMap(({ id }) => given(id))];
  });
  const all = [...nodesOf(tree)].flatMap((node) => [
    ...(node.type === 'VariableDeclarator' ? given(node['id']) : []),
    ...(node.type.includes('Function') ? listOf(node['params']).flatMap(given) : []),
  ]);
  return new Set(all).difference(new Set(top));
}

/** The text with every local variable renamed, as an editor renames it. */
function renamed({ text, tree }: Source): string {
  const locals = localsOf(tree);
  const nodes = [...nodesOf(tree)];
  const keys = new Set<unknown>(
    nodes.flatMap(({ computed, property, key, type }) => (computed === false || type.startsWith('TS') ? [property, key] : [])),
  );
  const shorthand = new Set<unknown>(
    nodes
      .filter((node) => node['shorthand'] === true)
      .map(({ value }) => (isNode(value) && value.type === 'AssignmentPattern' ? value['left'] : value)),
  );
  const places = nodes
    .filter((node) => locals.has(nameOf(node) ?? '') && (!keys.has(node) || shorthand.has(node)))
    .map((node) => ({ start: node.start, name: nameOf(node) ?? '', short: shorthand.has(node) }));
  const once = [...new Map(places.map((place) => [place.start, place])).values()].toSorted((a, b) => b.start - a.start);
  return once.reduce((before, { start, name, short }) => {
    const now = short ? `${name}: ${name}Renamed` : `${name}Renamed`;
    return before.slice(0, start) + now + before.slice(start + name.length);
  }, text);
}

const product = readProduct();

describe('when every file moves and every local variable is renamed', () => {
  const elsewhere = productOf(product.sources.map((source, at) => [`moved/${at}.ts`, renamed(source)]));

  it('the test renames variables', () => {
    expect(elsewhere.sources.filter(({ text }) => text.includes('Renamed')).length).toBeGreaterThan(100);
  });

  it.each(seededBugs)('$id has one place', (bug) => {
    expect(seeded(elsewhere, bug)).not.toEqual([]);
  });
});
