/**
 * What is wrong with input, place by place: a JSON pointer (RFC 6901), and what the place may contain. No value is repeated, and no name
 * that a person wrote.
 */
import * as z from 'zod';
import { contract } from '../../shared/contract/contract.ts';
import type { FieldError } from '../../shared/contract/problems.ts';
import { fieldErrorsMax } from './limits.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** The errors of a value that a schema refused, in its order, bounded. */
export function fieldErrors(error: z.ZodError, schema: z.ZodType, value: unknown): readonly FieldError[] {
  const about = { schema, value };
  return error.issues.flatMap((issue) => errorsOf(issue, about, [])).slice(0, fieldErrorsMax);
}

interface About {
  readonly schema: z.ZodType;
  readonly value: unknown;
}

function errorsOf(issue: Issue, about: About, within: Path): readonly FieldError[] {
  const path = [...within, ...issue.path];
  if (issue.code === 'unrecognized_keys') return unknownFields(issue.keys, about, path);
  if (issue.code === 'invalid_union' && issue.errors.length > 0) return closest(issue.errors, about, path);
  return [{ pointer: pointerOf(path, about.schema), detail: detailOf(issue, about, path) }];
}

/** Says that a field is missing, or what is expected there. zod's messages never contain the value. */
function detailOf(issue: Issue, { value }: About, path: Path): string {
  if (valueAt(value, path) !== undefined) return issue.message;
  return `Missing: ${issue.message.replace(/^Invalid (?:input|option): /u, '').replace(/, received undefined$/u, '')}.`;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, part) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, part) ? Reflect.get(inner, part) : undefined,
    value,
  );
}

/** The errors of the alternative that the caller most likely meant. Equally likely ones that fail in one place share their entry. */
function closest(alternatives: readonly (readonly Issue[])[], about: About, path: Path): readonly FieldError[] {
  const rated = alternatives.map((issues) => ({ issues, distance: issues.reduce((sum, issue) => sum + distanceOf(issue), 0) }));
  const least = Math.min(...rated.map(({ distance }) => distance));
  const [first = [], ...others] = rated
    .filter(({ distance }) => distance === least)
    .map(({ issues }) => issues.flatMap((issue) => errorsOf(issue, about, path)));
  return first.map(({ pointer, detail }) => {
    const same = others.flatMap((errors) => errors.filter((error) => error.pointer === pointer));
    return { pointer, detail: [...new Set([detail, ...same.map((error) => error.detail)])].join(' Or: ') };
  });
}

/** How far an alternative is from what was sent: of another kind, with another discriminator, with other fields, or with a wrong value. */
function distanceOf(issue: Issue): number {
  if (issue.code === 'unrecognized_keys') return 10 * issue.keys.length;
  if (issue.path.length === 0) return 1000;
  return issue.code === 'invalid_value' && issue.values.length === 1 ? 100 : 1;
}

/** One entry for each name of the contract, and one for all other names of the place, which are not repeated. */
function unknownFields(keys: readonly string[], about: About, path: Path): readonly FieldError[] {
  const shown = keys.filter((key) => meantBy(key) !== undefined);
  const detail = takes(about, path);
  const named = shown.map((key) => {
    const meant = meantBy(key) ?? key;
    const hint = meant === key ? '' : ` Did you mean \`${meant}\`?`;
    return { pointer: `${pointerOf(path, about.schema)}/${key}`, detail: `Unknown field.${hint}${detail}` };
  });
  if (shown.length === keys.length) return named;
  return [...named, { pointer: pointerOf(path, about.schema), detail: `Unknown field.${detail}` }];
}

/** The fields of the place, if its schema stands inline. */
function takes({ schema }: About, path: Path): string {
  const names = namesAt(describedOf(schema).json, path);
  return names.length === 0 ? '' : ` Known here: ${names.map((name) => `\`${name}\``).join(', ')}.`;
}

const node = z.looseObject({
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
  additionalProperties: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
});

/** The names of the fields at a place of a JSON Schema; those of all alternatives. */
function namesAt(json: unknown, [part, ...rest]: Path): readonly string[] {
  const { properties, items, additionalProperties, anyOf } = node.safeParse(json).data ?? {};
  const all = part === undefined ? Object.keys(properties ?? {}) : [];
  const inner = typeof part === 'number' ? items : (properties?.[String(part)] ?? additionalProperties);
  const below = part === undefined ? all : namesAt(inner, rest);
  return [...new Set([...below, ...(anyOf ?? []).flatMap((one) => namesAt(one, part === undefined ? [] : [part, ...rest]))])];
}

/** A pointer. The keys of a record are written by a person, so `*` replaces them. */
function pointerOf(path: Path, schema: z.ZodType): string {
  const { names } = describedOf(schema);
  return path
    .map((part) => (typeof part === 'number' || names.has(String(part)) ? String(part) : '*'))
    .map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

interface Described {
  readonly json: unknown;
  /** All field names in the schema. */
  readonly names: ReadonlySet<string>;
}

/** Computed once for each schema: it takes milliseconds, and any caller may send invalid input. */
const described = new WeakMap<z.ZodType, Described>();

function describedOf(schema: z.ZodType): Described {
  const known = described.get(schema);
  if (known !== undefined) return known;
  const names = new Set<string>();
  const json = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => Object.keys(jsonSchema.properties ?? {}).forEach((name) => names.add(name)),
  });
  const fresh = { json, names };
  described.set(schema, fresh);
  return fresh;
}

/** The field names of all bodies and queries of the contract, by their letters alone. Computed at the first unknown field. */
let contractNames: ReadonlyMap<string, string> | undefined;

/** The name of the contract that is written with the same letters: `ground_rules_version` means `groundRulesVersion`. */
function meantBy(key: string): string | undefined {
  contractNames ??= new Map(
    Object.values(contract)
      .flatMap(({ body, query }) => [...describedOf(body).names, ...describedOf(query).names])
      .map((name) => [lettersOf(name), name]),
  );
  return /^[A-Za-z0-9_-]+$/u.test(key) ? contractNames.get(lettersOf(key)) : undefined;
}

function lettersOf(name: string): string {
  return name.replaceAll(/[_-]/gu, '').toLowerCase();
}
