/** What a checker finds. */
export interface Finding {
  /** Number in ARCHITECTURE.md. */
  readonly invariant: number;
  /** What was counted. */
  readonly what: string;
  readonly checked: number;
  /** Each says what happened, by ids and numbers. */
  readonly violations: readonly string[];
  /** What was measured on the way. */
  readonly measured?: string;
}

/** A finding over many: each is counted, and says what is wrong with it, or nothing. */
export function finding<T>(
  invariant: number,
  what: string,
  all: readonly T[],
  wrong: (one: T) => string | readonly string[] | undefined,
): Finding {
  return { invariant, what, checked: all.length, violations: all.flatMap((one) => wrong(one) ?? []) };
}
