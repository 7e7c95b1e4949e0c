/**
 * Every field of the contract that takes a text chosen by a person. The list comes from the schemas, so a new field cannot be
 * forgotten.
 */
import * as z from 'zod';
import type { RouteContract } from '../../../shared/contract/route.ts';
import { type RouteId, contract } from '../../../shared/contract/contract.ts';
import { routeIds } from '../role-table.ts';

export interface TextField {
  readonly route: RouteId;
  readonly part: 'body' | 'query';
  /** `*` is any entry. `{}` are the names of a record. */
  readonly path: readonly string[];
}

/** The part of JSON Schema that zod writes. */
interface Node {
  readonly type?: unknown;
  readonly enum?: unknown;
  readonly const?: unknown;
  readonly format?: string | undefined;
  readonly pattern?: string | undefined;
  readonly anyOf?: readonly Node[] | undefined;
  readonly oneOf?: readonly Node[] | undefined;
  readonly properties?: Readonly<Record<string, Node>> | undefined;
  readonly items?: Node | undefined;
  readonly propertyNames?: Node | undefined;
  readonly additionalProperties?: Node | boolean | undefined;
}

const node: z.ZodType<Node> = z.looseObject({
  format: z.string().optional(),
  pattern: z.string().optional(),
  get anyOf() {
    return z.array(node).optional();
  },
  get oneOf() {
    return z.array(node).optional();
  },
  get properties() {
    return z.record(z.string(), node).optional();
  },
  get items() {
    return node.optional();
  },
  get propertyNames() {
    return node.optional();
  },
  get additionalProperties() {
    return z.union([node, z.boolean()]).optional();
  },
});

/** A canary without its number. A field is a text field if its pattern accepts this. */
const sample = 'canary-text-1';

function isText({ type, enum: listed, const: fixed, format, pattern }: Node): boolean {
  if (type !== 'string' || listed !== undefined || fixed !== undefined) return false;
  if (format !== undefined && format !== 'uri') return false;
  return pattern === undefined || new RegExp(pattern, 'u').test(sample);
}

function* pathsIn(schema: Node, at: readonly string[]): Generator<readonly string[]> {
  for (const one of [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) yield* pathsIn(one, at);
  for (const [name, one] of Object.entries(schema.properties ?? {})) yield* pathsIn(one, [...at, name]);
  if (schema.items !== undefined) yield* pathsIn(schema.items, [...at, '*']);
  if (schema.propertyNames !== undefined) yield* pathsIn(schema.propertyNames, [...at, '{}']);
  if (typeof schema.additionalProperties === 'object') yield* pathsIn(schema.additionalProperties, [...at, '*']);
  if (isText(schema)) yield at;
}

/** All text fields of the contract. */
export function textFields(): readonly TextField[] {
  return routeIds.flatMap((route) => {
    const rules: RouteContract = contract[route];
    return (['body', 'query'] as const).flatMap((part) => {
      const schema = rules[part];
      const json = node.parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
      return [...new Map([...pathsIn(json, [])].map((path) => [path.join('/'), { route, part, path }])).values()];
    });
  });
}

/** The value of such a field in what was sent. */
export function textsAt(sent: unknown, [step, ...rest]: readonly string[]): readonly unknown[] {
  if (step === undefined) return [sent];
  if (typeof sent !== 'object' || sent === null) return [];
  if (step === '{}') return Object.keys(sent);
  const found = step === '*' ? Object.values(sent) : Object.entries(sent).flatMap(([name, one]) => (name === step ? [one] : []));
  return found.flatMap((one: unknown) => textsAt(one, rest));
}
