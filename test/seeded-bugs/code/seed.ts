/** Makes the text of the changed files with a bug in them. It writes no file. */
import type { Bug, Edit } from '../bug.ts';
import { anchored, type Found } from './anchor.ts';
import { match, textOf } from './match.ts';
import { nameOf, nodesOf, type Node } from './node.ts';
import { isExpression, treeOf } from './pattern.ts';
import type { Product, Source } from './product.ts';

/** One file with the bug. */
export interface Seeded {
  /** From the root. */
  readonly file: string;
  readonly text: string;
}

interface Change {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Seeds every edit of a bug. Throws with the id of the bug if an edit has not exactly one place, or if its code does not parse. */
export function seeded(product: Product, { id, edits }: Pick<Bug, 'id' | 'edits'>): readonly Seeded[] {
  try {
    const changes = edits.map((edit) => changeOf(edit, anchored(product, edit)));
    return [...new Set(changes.map(({ source }) => source))].map((source) =>
      changed(
        source,
        changes.filter((one) => one.source === source),
      ),
    );
  } catch (error) {
    throw new Error(`${id}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function changed(source: Source, changes: readonly Change[]): Seeded {
  const backwards = changes.toSorted((a, b) => b.start - a.start);
  const text = backwards.reduce(
    (before, { start, end, text: put }) => before.slice(0, start) + put + before.slice(end),
    source.text,
  );
  const tree = treeOf(text);
  if (tree === undefined) throw new Error(`with the replacement ${source.file} does not parse`);
  if (match(source.tree, tree, text) !== undefined) throw new Error('the replacement changes nothing');
  const known = new Set(nodesOf(source.tree).map(nameOf));
  const strange = usedIn(tree).filter((name) => !known.has(name) && !(name in globalThis));
  if (strange.length > 0) throw new Error(`the replacement uses names that ${source.file} does not have: ${strange.join(', ')}`);
  return { file: source.file, text };
}

/** The names that a tree uses and does not declare as variables. Names of members and keys do not count. */
function usedIn(tree: Node): readonly string[] {
  const nodes = [...nodesOf(tree)];
  const keys = nodes.flatMap(({ computed, shorthand, property, key }) =>
    computed === false ? [property, shorthand === true ? undefined : key] : [],
  );
  const declared = new Set(nodes.flatMap(({ id, params }) => [id, ...(Array.isArray(params) ? params : [])].map(nameOf)));
  const skipped = new Set<unknown>(keys);
  return nodes.flatMap((node) => (skipped.has(node) ? [] : (nameOf(node) ?? []))).filter((name) => !declared.has(name));
}

/** The text of the replacement, with parentheses where an expression needs them at its new place. */
function changeOf({ anchor, replacement }: Edit, { source, nodes, held }: Found): Change {
  const [start = 0, end = 0] = [nodes[0]?.start, nodes.at(-1)?.end];
  const text = replacement.replaceAll(/\$\$\$[a-z]\w*|\$[a-z_]\w*/giu, (hole) => {
    const found = held.get(hole);
    if (found === undefined) throw new Error(`the replacement uses ${hole}, which the anchor does not have: ${anchor}`);
    return found.length === 1 && found.every(isLoose) ? `(${textOf(found, source.text)})` : textOf(found, source.text);
  });
  const loose = nodes.length === 1 && nodes.every(({ type }) => type.endsWith('Expression') || type === 'Identifier');
  return { source, start, end, text: loose && isExpression(text) ? `(${text})` : text };
}

/** Whether a neighbouring operator could split the expression. */
const isLoose = ({ type }: Node): boolean =>
  /^(?:Binary|Logical|Conditional|ArrowFunction|Assignment|Await|Yield|Unary|Sequence)Expression$/u.test(type);
