/** Nodes of a syntax tree (ESTree) as the parser returns them. The code here does not know the kinds. */

export interface Node {
  readonly type: string;
  /** Offsets into the text of the file. */
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

/** Whether the value of a field is a node. */
export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value && 'end' in value;
}

/** The nodes directly below, in the order in which the parser returns them. */
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

/** The text of an identifier without its type. Undefined for other nodes. */
export function nameOf(node: unknown): string | undefined {
  return isNode(node) && node.type === 'Identifier' && typeof node['name'] === 'string' ? node['name'] : undefined;
}
