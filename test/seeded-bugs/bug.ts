/** What a seeded bug is: a mistake that an engineer could make, and the part of the proof that must catch it. */
import * as z from 'zod';

/** The part of the proof that must catch a bug. */
export const catcher = z.discriminatedUnion('engine', [
  /** Seeds of the simulation, and the small cases that run in every order. */
  z.strictObject({ engine: z.literal('simulation') }),
  /** The test with this mark in its title, `[mark]`. `also` selects the titles of `it.each` that contain it. */
  z.strictObject({ engine: z.literal('test'), mark: z.string().regex(/^[a-z\d-]+$/u), also: z.string().optional() }),
  /** Hostile requests of the fuzzer. */
  z.strictObject({ engine: z.literal('fuzz') }),
  /** A scenario of the resilience tests. */
  z.strictObject({ engine: z.literal('resilience'), scenario: z.enum(['load', 'kills', 'pauses', 'full disk', 'slow engine']) }),
]);
export type Catcher = z.infer<typeof catcher>;

export const edit = z.strictObject({
  /** A pattern that matches one place in the code; see `code/pattern.ts`. */
  anchor: z.string().min(1),
  /** The top-level declaration around that place, if the pattern alone would match several places. */
  within: z.string().optional(),
  /** Another pattern that the same declaration contains once. The replacement may use its holes too. */
  beside: z.string().optional(),
  /** The code instead. It may use the holes. */
  replacement: z.string(),
});
export type Edit = z.infer<typeof edit>;

export const bug = z.strictObject({
  /** Never changes, also if the texts change. */
  id: z.string().regex(/^[a-z\d]+(?:-[a-z\d]+)*$/u),
  /** What the wrong code does. */
  what: z.string().min(10),
  edits: z.array(edit).min(1),
  caughtBy: catcher,
});

/** A bug as its list states it. */
export type Draft = z.infer<typeof bug>;

export interface Bug extends Draft {
  /** The list that contains it. */
  readonly area: string;
}

/** Short forms of the catchers. */
export const bySimulation: Catcher = { engine: 'simulation' };
export const byFuzz: Catcher = { engine: 'fuzz' };
export const byTest = (mark: string, also?: string): Catcher => ({
  engine: 'test',
  mark,
  ...(also === undefined ? {} : { also }),
});
export const byScenario = (scenario: Extract<Catcher, { engine: 'resilience' }>['scenario']): Catcher => ({
  engine: 'resilience',
  scenario,
});
