/** What a seeded bug is: a mistake that an engineer could make, and the proof that must see it. */
import * as z from 'zod';

/** The part of the proof that must see a bug. */
export const catcher = z.discriminatedUnion('engine', [
  /** Seeds of the simulation, and the small cases that are played in every order. */
  z.strictObject({ engine: z.literal('simulation') }),
  /** The test with this mark in its title, `[mark]`; `also` narrows `it.each` down to the titles that hold it. */
  z.strictObject({ engine: z.literal('test'), mark: z.string().regex(/^[a-z\d-]+$/u), also: z.string().optional() }),
  /** Hostile requests. */
  z.strictObject({ engine: z.literal('fuzz') }),
  /** A scenario of the resilience tests. */
  z.strictObject({ engine: z.literal('resilience'), scenario: z.enum(['load', 'kills', 'pauses', 'full disk', 'slow engine']) }),
]);
export type Catcher = z.infer<typeof catcher>;

export const edit = z.strictObject({
  /** A pattern that matches one place in the code; see `code/pattern.ts`. */
  anchor: z.string().min(1),
  /** The declaration at the top of a file around that place, where the pattern alone would match several. */
  within: z.string().optional(),
  /** A pattern that the same declaration holds once: its holes may be used as well. */
  beside: z.string().optional(),
  /** What stands there instead; may use the holes. */
  replacement: z.string(),
});
export type Edit = z.infer<typeof edit>;

export const bug = z.strictObject({
  /** Stays when the words change. */
  id: z.string().regex(/^[a-z\d]+(?:-[a-z\d]+)*$/u),
  /** What the wrong code does. */
  what: z.string().min(10),
  edits: z.array(edit).min(1),
  caughtBy: catcher,
});

/** As a list holds it. */
export type Draft = z.infer<typeof bug>;

export interface Bug extends Draft {
  /** The list it stands in. */
  readonly area: string;
}

/** The catchers, in short. */
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
