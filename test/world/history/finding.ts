/** The result of a check. */
export interface Finding {
  /** The number of the invariant. */
  readonly invariant: number;
  /** What was counted. */
  readonly what: string;
  readonly checked: number;
  /** Each violation says what happened, by ids and numbers. */
  readonly violations: readonly string[];
  /** Figures that the check measured. */
  readonly measured?: string;
}

/** A finding over many cases. Each is counted; `wrong` says what is wrong with it. */
export function finding<T>(
  invariant: number,
  what: string,
  all: readonly T[],
  wrong: (one: T) => string | readonly string[] | undefined,
): Finding {
  return { invariant, what, checked: all.length, violations: all.flatMap((one) => wrong(one) ?? []) };
}
