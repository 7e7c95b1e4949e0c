/** The code that bugs are seeded in, parsed once, with its nodes by kind. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isNode, nameOf, nodesOf, type Node } from './node.ts';
import { treeOf } from './pattern.ts';

export const root = path.resolve(import.meta.dirname, '../../..');
/** The folders of the code that runs or deploys the service. */
const folders = ['shared', 'functions', 'infra', 'local'];

export interface Source {
  /** From the root, with slashes. */
  readonly file: string;
  readonly text: string;
  readonly tree: Node;
}

export interface Place {
  readonly source: Source;
  /** One node, or several neighbours in one list. */
  readonly nodes: readonly Node[];
}

/** Every node and every list of nodes, by the kind of the node or of its entries. */
export interface Product {
  readonly sources: readonly Source[];
  readonly byType: ReadonlyMap<string, readonly Place[]>;
  readonly lists: readonly Place[];
}

/** Reads the code in a folder with the layout of the project. */
export function readProduct(from = root): Product {
  const files = globSync(`{${folders.join(',')}}/**/*.ts`, { cwd: from }).toSorted();
  return productOf(files.map((file) => [file.replaceAll(path.sep, '/'), readFileSync(path.join(from, file), 'utf8')] as const));
}

/** The same for given files and texts. Throws if one does not parse. */
export function productOf(files: readonly (readonly [file: string, text: string])[]): Product {
  const byType = new Map<string, Place[]>();
  const lists: Place[] = [];
  const sources = files.map(([file, text]): Source => {
    const tree = treeOf(text);
    if (tree === undefined) throw new Error(`${file} does not parse`);
    return { file, text, tree };
  });
  for (const source of sources) {
    for (const node of nodesOf(source.tree)) {
      const places = byType.get(node.type);
      if (places === undefined) byType.set(node.type, [{ source, nodes: [node] }]);
      else places.push({ source, nodes: [node] });
      for (const value of Object.values(node)) {
        if (Array.isArray(value) && value.length > 1 && value.every((one) => isNode(one))) lists.push({ source, nodes: value });
      }
    }
  }
  return { sources, byType, lists };
}

/** The names of the top-level declaration around this offset. `const a = …, b = …` has two. */
export function declaredAround({ tree }: Source, offset: number): readonly string[] {
  const body = Array.isArray(tree['body']) ? tree['body'].filter((one) => isNode(one)) : [];
  const top = body.find(({ start, end }) => start <= offset && offset < end);
  const declared = isNode(top?.['declaration']) ? top['declaration'] : top;
  if (declared === undefined) return [];
  const several = Array.isArray(declared['declarations']) ? declared['declarations'].filter((one) => isNode(one)) : [declared];
  return several.flatMap((one) => nameOf(one['id']) ?? []);
}
