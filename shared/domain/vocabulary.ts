/** The closed lists of words: need, roles, channels, audiences. Each is defined once, here; schemas and types come from here. */
import * as z from 'zod';
import { labelCharsMax, listEntriesMax } from './limits.ts';

/** From the most urgent. The position in the list is the need class. */
export const needs = ['notSafeNow', 'now', 'soon', 'whenever'] as const;
export const need = z.enum(needs);
export type Need = z.infer<typeof need>;

export const role = z.enum(['listener', 'mentor', 'professional']);
export type Role = z.infer<typeof role>;

export const channel = z.enum(['chat', 'voice', 'video']);
export type Channel = z.infer<typeof channel>;

export const audience = z.enum(['adult', 'teen']);

/** BCP 47 as far as matching needs it: a language, and perhaps a script or region. Compared in lower case. */
export const language = z
  .string()
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/u)
  .toLowerCase()
  .meta({ maxLength: 21 });

/** ISO 3166-1 alpha-2, upper case. */
export const country = z
  .string()
  .regex(/^[A-Za-z]{2}$/u)
  .toUpperCase()
  .meta({ maxLength: 2 });

/** A short machine-readable word: a topic, an attribute, a kind of credential. */
export const label = z
  .string()
  .min(1)
  .max(labelCharsMax)
  .regex(/^[A-Za-z0-9][A-Za-z0-9 ._:+/-]*$/u);

export const labels = z.array(label).max(listEntriesMax);
export const languages = z.array(language).min(1).max(listEntriesMax);

/** What a volunteer offers beside languages and topics: attribute to values, as the space names them. */
export const attributes = z.record(label, z.array(label).min(1).max(listEntriesMax));
export type Attributes = z.infer<typeof attributes>;

export const preference = z.strictObject({
  attribute: label,
  value: label,
  /** `prefer` is relaxed on a schedule; `require` never is. */
  strength: z.enum(['prefer', 'require']),
});
export type Preference = z.infer<typeof preference>;
