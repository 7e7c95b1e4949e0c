/** The messages between the main thread and its workers. */
import * as z from 'zod';

/** A file of the code to be loaded, with its path from the root. */
const loaded = z.object({ file: z.string(), text: z.string() });

/** What a worker loads: the code as it is, or with some files replaced by files with a seeded bug. */
export const workerOptions = z.object({ seeded: z.array(loaded).readonly().default([]) });
export type WorkerData = z.input<typeof workerOptions>;

const seedsJob = z.object({
  kind: z.literal('seeds'),
  from: z.number().int(),
  /** The first seed that is not played any more. */
  to: z.number().int(),
  scenario: z.string().optional(),
  profile: z.string().optional(),
  /** `all`: continues after a failure. `plain`: does not shrink it. `trace`: returns the lines of every run. */
  all: z.boolean().default(false),
  plain: z.boolean().default(false),
  trace: z.boolean().default(false),
});
export type SeedsJob = z.input<typeof seedsJob>;

const caseJob = z.object({
  kind: z.literal('case'),
  /** The name of the case. */
  name: z.string(),
  /** Number of actors at the same time. Every group of this size of the case is played. */
  actors: z.number().int(),
  /** Maximum of states of one group. */
  statesMax: z.number().int(),
});
export type CaseJob = z.input<typeof caseJob>;

export const job = z.discriminatedUnion('kind', [seedsJob, caseJob]);
export type Job = z.infer<typeof job>;

const tallied = z.record(z.string(), z.number());

export const failure = z.object({ seed: z.number(), invariant: z.string(), report: z.string() });
export type Failure = z.infer<typeof failure>;

/** The results of some seeds. */
export const portion = z.object({
  kind: z.literal('seeds'),
  seeds: z.number(),
  steps: z.number(),
  commits: z.number(),
  /** How often each scenario and fault profile, each fault, and each event happened. */
  settings: tallied,
  faults: tallied,
  events: tallied,
  failures: z.array(failure),
  /** The digest of the traces of all seeds. */
  digest: z.string(),
  lines: z.array(z.string()),
});
export type Portion = z.infer<typeof portion>;

/** The results of a small case. */
export const explored = z.object({
  kind: z.literal('case'),
  name: z.string(),
  groups: z.number(),
  states: z.number(),
  plays: z.number(),
  ends: z.number(),
  /** Whether every group was played to its end. */
  complete: z.boolean(),
  seconds: z.number(),
  broken: z.object({ group: z.string(), says: z.string(), schedule: z.array(z.string()) }).optional(),
});
export type ExploredCase = z.infer<typeof explored>;

export const done = z.discriminatedUnion('kind', [portion, explored]);
