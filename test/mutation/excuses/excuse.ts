/** What an excuse is: mutants that behave like the original code, so that no test can fail, and the reason. */

export interface Excuse {
  /** A pattern that matches one place in the code, around the change: see `test/seeded-bugs/code/pattern.ts`. */
  readonly around: string;
  /** The top-level declaration around that place, if the pattern alone would match several places. */
  readonly within?: string;
  /** The code before and after the mutation, with the holes of the pattern. Each change covers one mutant. */
  readonly changes: readonly (readonly [from: string, to: string])[];
  readonly why: string;
}

/** `noUncheckedIndexedAccess`, or another wide type, requires a branch that no call reaches. */
export const unreached = 'only the types require this branch, and no call reaches it';
/** The code only saves work. The benchmarks show the difference. */
export const quicker = 'saves work and changes no result: ';
