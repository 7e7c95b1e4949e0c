/**
 * How often each kind of request comes lately: what prices of rare skills rest on. Counted per kind, never per person, and
 * of nothing but what matching must meet.
 */
import * as z from 'zod';
import { meets } from '../eligibility.ts';
import { demandKindsMax, demandMemorySeconds } from '../limits.ts';
import type { Seat } from '../seat.ts';
import type { Ask } from '../talk.ts';
import { epochMs } from '../time.ts';
import type { EpochMs } from '../time.ts';
import { channel, label, languages, role } from '../vocabulary.ts';

/** What somebody must have to serve a kind of request. */
export const askKind = z.strictObject({
  languages,
  channel: channel.optional(),
  role: role.optional(),
  requires: z.array(z.strictObject({ attribute: label, value: label })),
});
export type AskKind = z.infer<typeof askKind>;

export const demandOfKind = z.strictObject({ kind: askKind, perHour: z.number().nonnegative() });
export type DemandOfKind = z.infer<typeof demandOfKind>;

/** Rates as they were at one moment. */
export const demand = z.strictObject({ at: epochMs, kinds: z.array(demandOfKind).max(demandKindsMax) });
export type Demand = z.infer<typeof demand>;

/** Nothing has come yet. */
export function noDemand(at: EpochMs): Demand {
  return { at, kinds: [] };
}

/** The kind of a request: its languages, channel, role and what it requires. */
export function kindOf({ languages: spoken, channel: by, role: of, preferences }: Ask): AskKind {
  return {
    languages: spoken.toSorted(),
    channel: by,
    ...(of === undefined ? {} : { role: of }),
    requires: preferences
      .filter(({ strength }) => strength === 'require')
      .map(({ attribute, value }) => ({ attribute, value }))
      .toSorted((a, b) => compareTexts(a.attribute, b.attribute) || compareTexts(a.value, b.value)),
  };
}

/**
 * The rates after one more request: all fade with `demandMemorySeconds`, and its kind gains what makes a steady stream
 * come out at its rate (exponentially weighted moving average). Of too many kinds the rarest is forgotten.
 */
export function withArrival(before: Demand, ask: Ask, now: EpochMs): Demand {
  const kind = kindOf(ask);
  const name = nameOf(kind);
  const faded = fadedTo(before, now).kinds;
  const known = faded.find((one) => nameOf(one.kind) === name)?.perHour ?? 0;
  const others = faded.filter((one) => nameOf(one.kind) !== name);
  const kinds = [...others, { kind, perHour: known + 3600 / demandMemorySeconds }];
  return { at: now, kinds: kinds.toSorted((a, b) => b.perHour - a.perHour).slice(0, demandKindsMax) };
}

/** The rates as they are now if nobody has come since. */
export function fadedTo({ at, kinds }: Demand, now: EpochMs): Demand {
  const left = Math.exp(-Math.max(0, now - at) / 1000 / demandMemorySeconds);
  return { at: now, kinds: kinds.map((one) => ({ ...one, perHour: one.perHour * left })) };
}

/** Whether somebody who is on has what the kind must have. */
export function hasSkills(
  { languages: asked, channel: by, role: of, requires }: AskKind,
  { facts, channels }: Pick<Seat, 'facts' | 'channels'>,
): boolean {
  if (of !== undefined && of !== facts.role) return false;
  if (by !== undefined && !channels.includes(by)) return false;
  if (!asked.some((one) => facts.languages.includes(one))) return false;
  return requires.every((one) => meets(facts.attributes, { ...one, strength: 'require' }));
}

function nameOf(kind: AskKind): string {
  return JSON.stringify([kind.languages, kind.channel, kind.role, kind.requires]);
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
