/** The closed lists of words: need, roles, channels, audiences. Each is defined once, here; schemas and types come from here. */
import * as z from 'zod';
import { canonicalLanguage } from './language.ts';
import { foldedLabelCharsMax, labelCharsMax, languageCharsMax, listEntriesMax } from './limits.ts';
import { countryOf } from './country.ts';
import { foldLabel, isSeen, tidyLabel } from './text.ts';

/** From the most urgent. The position in the list is the need class. */
export const needs = ['notSafeNow', 'now', 'soon', 'whenever'] as const;
export const need = z.enum(needs);
export type Need = z.infer<typeof need>;

export const role = z.enum(['listener', 'mentor', 'professional']);
export type Role = z.infer<typeof role>;

export const channel = z.enum(['chat', 'voice', 'video']);
export type Channel = z.infer<typeof channel>;

export const audience = z.enum(['adult', 'teen']);

const noTag = 'Must be the BCP 47 tag of a language, such as `en` or `pt-BR`.';

/** A language, as a BCP 47 tag. Any usual way to write it is read, and the canonical tag is kept: `EN_gb` becomes `en-GB`. */
export const language = z
  .string()
  .trim()
  .max(languageCharsMax)
  .regex(/^[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*$/u, { error: noTag, abort: true })
  // An alias may stand for a longer tag: `sh` is `sr-Latn`.
  .refine((tag) => (canonicalLanguage(tag)?.length ?? Infinity) <= languageCharsMax, noTag)
  .overwrite((tag) => canonicalLanguage(tag) ?? tag);

/** A language as it is stored. An earlier version stored small letters, and tags that are not well-formed: they match nothing. */
const storedLanguage = z
  .string()
  .max(languageCharsMax)
  .overwrite((tag) => canonicalLanguage(tag) ?? tag);

const distinct = <T>(list: readonly T[]): T[] => [...new Set(list)];

export const languages = z.array(language).min(1).max(listEntriesMax).overwrite(distinct);
export const storedLanguages = z.array(storedLanguage).min(1).max(listEntriesMax).overwrite(distinct);

const noCountry = 'Must be the code of a country, ISO 3166-1.';

/** ISO 3166-1 alpha-2, upper case. What else people write for a country is read too: `UK`, `EL`, `gbr`. */
export const country = z
  .string()
  .trim()
  .regex(/^[A-Za-z]{2,3}$/u, { error: noCountry, abort: true })
  .overwrite(countryOf)
  .refine((code) => code.length === 2, noCountry)
  .meta({ maxLength: 3 });

/**
 * A word or a few words of any script: a topic, an attribute, a kind of credential. It is kept as it was written. Two that differ only in
 * capital letters, or in how a keyboard writes a character, are the same (`foldLabel`).
 */
export const label = z
  .string()
  .overwrite(tidyLabel)
  .min(1, { abort: true })
  .max(labelCharsMax)
  .regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}\p{P}+ \u200c\u200d]*$/u, {
    error: 'Must be words of letters, digits, spaces and punctuation.',
    abort: true,
  })
  .refine(isSeen, 'Must not be blank.');

/** Each label once, as it was written first. */
function distinctLabels(list: readonly string[]): string[] {
  const known = new Map<string, string>();
  for (const one of list) if (!known.has(foldLabel(one))) known.set(foldLabel(one), one);
  return [...known.values()];
}

export const labels = z.array(label).max(listEntriesMax).overwrite(distinctLabels);

/** A label in the form in which labels are compared. What an earlier version stored as it was written is folded when it is read. */
export const foldedLabel = z.string().overwrite(foldLabel).min(1).max(foldedLabelCharsMax);
export const foldedLabels = z.array(foldedLabel).max(listEntriesMax).overwrite(distinct);

/** What a volunteer offers beside languages and topics: attribute to values, as the space names them. */
export const attributes = z.record(label, z.array(label).min(1).max(listEntriesMax));
export type Attributes = z.infer<typeof attributes>;

/** The same attributes in the form in which labels are compared. */
export function foldAttributes(as: Attributes): Attributes {
  const folded = new Map<string, Set<string>>();
  for (const [attribute, values] of Object.entries(as)) {
    const known = folded.get(foldLabel(attribute)) ?? new Set();
    for (const value of values) known.add(foldLabel(value));
    folded.set(foldLabel(attribute), known);
  }
  return Object.fromEntries([...folded].map(([attribute, values]) => [attribute, [...values]]));
}
export const foldedAttributes = z.record(z.string(), z.array(z.string())).overwrite(foldAttributes);

export const preference = z.strictObject({
  attribute: label,
  value: label,
  /** `prefer` is relaxed on a schedule; `require` never is. */
  strength: z.enum(['prefer', 'require']),
});
export type Preference = z.infer<typeof preference>;

/** A preference in the form in which labels are compared. */
export function foldPreference({ attribute, value, strength }: Preference): Preference {
  return { attribute: foldLabel(attribute), value: foldLabel(value), strength };
}
export const foldedPreference = preference.extend({ attribute: foldedLabel, value: foldedLabel });
