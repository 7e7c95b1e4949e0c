/** What a checker is given, and what it finds. */
import type { Operation } from './history.ts';
import type { Change } from './ledger.ts';
import type { Settings, VolunteerInScene } from './scene.ts';

export interface Evidence {
  readonly history: readonly Operation[];
  readonly ledger: readonly Change[];
  readonly settings: Pick<Settings, 'limits' | 'policy' | 'groundRules' | 'country'>;
  readonly volunteers: readonly Pick<VolunteerInScene, 'name' | 'id'>[];
}

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

/** Pure: the evidence alone decides. */
export type Check = (evidence: Evidence) => readonly Finding[];

/** A finding over many: each is counted, and says what is wrong with it, or nothing. */
export function finding<T>(
  invariant: number,
  what: string,
  all: readonly T[],
  wrong: (one: T) => string | readonly string[] | undefined,
): Finding {
  return { invariant, what, checked: all.length, violations: all.flatMap((one) => wrong(one) ?? []) };
}
