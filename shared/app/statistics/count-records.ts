/**
 * The counters that the event counter keeps: of a day, for the board; of a position bucket and a kind of request, for estimates;
 * of the requests that came lately, for the policy `priced`. They are counts only and contain no person.
 */
import * as z from 'zod';
import { waitCounts } from '../../domain/estimate/wait-counts.ts';
import { spaceId } from '../../domain/ids.ts';
import { countedEventsMax } from '../../domain/limits.ts';
import { demand, demandGoesAt } from '../../domain/policy/demand.ts';
import type { Criteria } from '../../domain/talk.ts';
import { epochMs } from '../../domain/time.ts';
import { homeKeys } from '../store/keys.ts';
import { recorded } from '../store/record.ts';

/** Digests of the events counted last: a stream record that is delivered again is counted once. */
const counted = z.array(z.string()).max(countedEventsMax);

export const dayFigures = z.strictObject({
  asked: z.int(),
  matched: z.int(),
  cancelled: z.int(),
  expired: z.int(),
  ended: z.int(),
  offers: z.int(),
  declined: z.int(),
  lapsed: z.int(),
  /** Requests that were erased while they waited. They are not counted as cancelled. */
  erased: z.int().default(0),
  /** Reports and escalations. */
  cases: z.int().default(0),
});
export type DayFigures = z.infer<typeof dayFigures>;

export const noFigures: DayFigures = {
  asked: 0,
  matched: 0,
  cancelled: 0,
  expired: 0,
  ended: 0,
  offers: 0,
  declined: 0,
  lapsed: 0,
  erased: 0,
  cases: 0,
};

const dayCounts = z.strictObject({
  rev: z.string(),
  space: spaceId,
  date: z.string(),
  figures: dayFigures,
  waits: waitCounts,
  /** The time of the latest change that is counted. Absent: written by an earlier version. */
  upTo: epochMs.optional(),
  counted,
});
export type DayCounts = z.infer<typeof dayCounts>;
export const dayCountsRecord = recorded<DayCounts>({ schema: dayCounts, key: (of) => homeKeys.dayCounts(of.space, of.date) });

const positionCounts = z.strictObject({
  rev: z.string(),
  space: spaceId,
  bucket: z.int(),
  kind: z.string(),
  waits: waitCounts,
  counted,
});
export type PositionCounts = z.infer<typeof positionCounts>;
export const positionCountsRecord = recorded<PositionCounts>({
  schema: positionCounts,
  key: (of) => homeKeys.waitCounts(of.space, of.bucket, of.kind),
});

const demandCounts = demand.extend({ rev: z.string(), space: spaceId, counted });
export type DemandCounts = z.infer<typeof demandCounts>;
export const demandRecord = recorded<DemandCounts>({
  schema: demandCounts,
  key: (of) => homeKeys.demand(of.space),
  timeToLive: demandGoesAt,
});

/** Requests whose waits are comparable have the same kind: the same role, the same first language. */
export function waitKindOf(criteria: Pick<Criteria, 'role' | 'languages'>): string {
  return `${criteria.role ?? 'any'} ${criteria.languages[0] ?? ''}`;
}

/** All requests of a space together, for its public page. */
export const anyKind = 'all';
