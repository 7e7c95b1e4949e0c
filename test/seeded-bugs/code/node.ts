/** Nodes of a syntax tree, as the parser gives them (ESTree), read without knowing each kind. */

export interface Node {
  readonly type: string;
  /** Offsets into the text of the file. */
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

/** Tells a node from the other values that fields of nodes hold. */
export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value && 'end' in value;
}

/** The nodes directly below, in the order of the source where the parser keeps it. */
export function childrenOf(node: Node): readonly Node[] {
  return Object.values(node).flatMap((value) =>
    Array.isArray(value) ? value.filter((one) => isNode(one)) : isNode(value) ? [value] : [],
  );
}

/** The node and all nodes below it. */
export function* nodesOf(node: Node): Generator<Node> {
  yield node;
  for (const child of childrenOf(node)) yield* nodesOf(child);
}

/** The text of an identifier, without the type that may follow it; undefined for any other node. */
export function nameOf(node: unknown): string | undefined {
  return isNode(node) && node.type === 'Identifier' && typeof node['name'] === 'string' ? node['name'] : undefined;
}
