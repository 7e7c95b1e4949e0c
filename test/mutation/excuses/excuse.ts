/** Mutants that no test can tell from the code, each with the reason. */

export interface Excuse {
  /** A pattern that matches one place in the code, around what is changed: see `test/seeded-bugs/code/pattern.ts`. */
  readonly around: string;
  /** The declaration at the top of a file around that place, where the pattern alone would match several. */
  readonly within?: string;
  /** From what, to what, with the holes of the pattern. Each excuses one mutant. */
  readonly changes: readonly (readonly [from: string, to: string])[];
  readonly why: string;
}

/** `noUncheckedIndexedAccess`, or a type that knows less than we do, wants a branch that nothing reaches. */
export const unreached = 'only the types want this; nothing reaches it';
/** With and without, the result is the same; the benchmarks see the difference. */
export const quicker = 'spares work, and changes no result: ';
