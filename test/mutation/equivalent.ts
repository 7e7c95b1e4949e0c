/** Mutants that no test can tell from the code, each with the reason. Named by their line, so that they move with it. */

interface Equivalent {
  readonly file: string;
  /** The line in which the change begins, without its indent. */
  readonly line: string;
  /** From what, to what. */
  readonly changes: readonly (readonly [from: string, to: string])[];
  readonly why: string;
}

export const equivalent: readonly Equivalent[] = [];
