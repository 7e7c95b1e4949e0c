/**
 * How often each kind of request came lately. The prices of rare skills rest on it. It is counted per kind, never per person, and
 * only over what matching must meet. A kind that no longer comes is dropped within hours.
 */
import * as z from 'zod';
import { meets } from '../eligibility.ts';
import { shareLanguage, writtenKey } from '../language.ts';
import { demandFloorPerHour, demandKindPartsMax, demandKindsMax, demandMemorySeconds } from '../limits.ts';
import type { Seat } from '../seat.ts';
import type { Criteria } from '../talk.ts';
import { epochMs, latest, plusSeconds, type EpochMs } from '../time.ts';
import { channel, foldedLabel, role, storedLanguages } from '../vocabulary.ts';

/** What a volunteer must have to serve a kind of request. */
export const askKind = z.strictObject({
  languages: storedLanguages,
  channel: channel.optional(),
  role: role.optional(),
  requires: z.array(z.strictObject({ attribute: foldedLabel, value: foldedLabel })),
});
export type AskKind = z.infer<typeof askKind>;

export const demandOfKind = z.strictObject({ kind: askKind, perHour: z.number().nonnegative() });
export type DemandOfKind = z.infer<typeof demandOfKind>;

/** The rates as they were at one moment. */
export const demand = z.strictObject({ at: epochMs, kinds: z.array(demandOfKind).max(demandKindsMax) });
export type Demand = z.infer<typeof demand>;

/** The demand before any request came. */
export function noDemand(at: EpochMs): Demand {
  return { at, kinds: [] };
}

/** The kind of a request: its languages without their regions, channel, role and what it requires. */
export function kindOf({ languages: spoken, channel: by, role: of, preferences }: Criteria): AskKind {
  return {
    languages: [...new Set(spoken.map(writtenKey))].toSorted(),
    channel: by,
    ...(of === undefined ? {} : { role: of }),
    requires: preferences
      .filter(({ strength }) => strength === 'require')
      .map(({ attribute, value }) => ({ attribute, value }))
      .toSorted(compareRequired)
      .filter((one, candidate, all) => candidate === 0 || compareRequired(one, all[candidate - 1] ?? one) !== 0),
  };
}

/**
 * The rates after one more request. It may have been asked before the time of the rates. All rates fade with
 * `demandMemorySeconds`. The kind of the request gains so much that a steady stream comes out at its own rate (exponentially
 * weighted moving average). The order in which requests are counted does not matter. Above the maximum of kinds the rarest is
 * dropped. A kind with too many parts is not kept.
 */
export function withArrival(before: Demand, criteria: Criteria, askedAt: EpochMs): Demand {
  const kind = kindOf(criteria);
  const name = nameOf(kind);
  const at = latest(before.at, askedAt);
  const faded = fadedTo(before, at);
  if (kind.languages.length + kind.requires.length > demandKindPartsMax) return faded;
  const known = faded.kinds.find((one) => nameOf(one.kind) === name)?.perHour ?? 0;
  const others = faded.kinds.filter((one) => nameOf(one.kind) !== name);
  const arrived = { kind, perHour: known + (3600 / demandMemorySeconds) * leftAfter(at - askedAt) };
  return { at, kinds: [...others, arrived].toSorted((a, b) => b.perHour - a.perHour).slice(0, demandKindsMax) };
}

/** The rates as they are now, if no request came since. */
export function fadedTo({ at, kinds }: Demand, now: EpochMs): Demand {
  const left = leftAfter(now - at);
  return {
    at: now,
    kinds: kinds.map((one) => ({ ...one, perHour: one.perHour * left })).filter((one) => one.perHour >= demandFloorPerHour),
  };
}

/** When the last kind is dropped, if no further request comes. */
export function demandGoesAt({ at, kinds }: Demand): EpochMs {
  const most = Math.max(demandFloorPerHour, ...kinds.map(({ perHour }) => perHour));
  return plusSeconds(at, Math.ceil(demandMemorySeconds * Math.log(most / demandFloorPerHour)));
}

/** What is left of a rate after this many milliseconds. */
function leftAfter(ms: number): number {
  return Math.exp(-Math.max(0, ms) / 1000 / demandMemorySeconds);
}

/** Whether a volunteer who is on has what the kind must have. */
export function hasSkills(
  { languages: asked, channel: by, role: of, requires }: AskKind,
  { facts, channels }: Pick<Seat, 'facts' | 'channels'>,
): boolean {
  if (of !== undefined && of !== facts.role) return false;
  if (by !== undefined && !channels.includes(by)) return false;
  if (!shareLanguage(asked, facts.languages, facts.scriptsApart)) return false;
  return requires.every((one) => meets(facts.attributes, one));
}

function nameOf(kind: AskKind): string {
  return JSON.stringify([kind.languages, kind.channel, kind.role, kind.requires]);
}

function compareRequired(a: AskKind['requires'][number], b: AskKind['requires'][number]): number {
  return compareTexts(a.attribute, b.attribute) || compareTexts(a.value, b.value);
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
