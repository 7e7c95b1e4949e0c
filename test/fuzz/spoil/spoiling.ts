/** One way in which a request is spoiled. */
import fc from 'fast-check';
import type { Draft } from '../draft.ts';

export const kinds = [
  'value',
  'field',
  'text',
  'bytes',
  'header',
  'credential',
  'stranger',
  'path',
  'query',
  'method',
  'wire',
] as const;
export type Kind = (typeof kinds)[number];

export interface Spoiling {
  readonly kind: Kind;
  /** What it does, to print. */
  readonly what: string;
  /** Spoils the draft, and notes in it the problems with which the service must refuse it. */
  apply(draft: Draft): void;
}

/** Ways of one kind, by what they do. */
export type Ways = Readonly<Record<string, (draft: Draft) => void>>;

/** Any of these ways. */
export function oneOf(kind: Kind, ways: Ways): fc.Arbitrary<Spoiling> {
  return fc.constantFrom(...Object.entries(ways).map(([what, apply]): Spoiling => ({ kind, what, apply })));
}

/** The entry at this index. The index wraps around. */
export function picked<T>(from: readonly T[], at: number): T {
  const found = from[at % from.length];
  if (found === undefined) throw new Error('The list is empty');
  return found;
}
