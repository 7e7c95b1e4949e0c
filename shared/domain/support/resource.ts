/** A help resource: a line, a service or a site, with typed ways to reach it and the source of the entry. */
import * as z from 'zod';
import { labelCharsMax, listEntriesMax, nameCharsMax, urlCharsMax } from '../limits.ts';
import { lineOfText } from '../text.ts';
import { country, label, languages, storedLanguages } from '../vocabulary.ts';
import { isE164, isShortCode } from './phone-number.ts';

/** Topics with a special meaning: what to call when life is in danger, and where to find lines of any country. */
export const emergencyTopic = 'emergency';
export const finderTopic = 'finder';

const shortCode = z
  .string()
  .refine(isShortCode, 'a short code has 2 to 6 digits, as dialled inside its country')
  .meta({ maxLength: 7 });
const e164 = z
  .string()
  .refine(isE164, 'not a full international number; a national short code is kind short-code')
  .meta({ maxLength: 16 });
const secureUrl = z.url({ protocol: /^https$/u }).max(urlCharsMax);
const date = z.iso.date().meta({ maxLength: 10 });

/** How to reach the resource. A client dials, texts or opens exactly this value. */
export const contact = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('short-code'), number: shortCode }),
  z.strictObject({ kind: z.literal('e164'), number: e164 }),
  z.strictObject({
    kind: z.literal('sms'),
    number: z.union([shortCode, e164]),
    /** The word to send. Absent: any text works. */
    keyword: z
      .string()
      .regex(/^[\p{L}\p{N}]{1,20}$/u)
      .meta({ maxLength: 20 })
      .optional(),
  }),
  z.strictObject({ kind: z.literal('url'), url: secureUrl }),
]);
export type Contact = z.infer<typeof contact>;

const fieldsOf = <Text extends z.ZodType<string, string>, Spoken extends z.ZodType<string[], string[]>>(
  text: Text,
  spoken: Spoken,
) =>
  z.strictObject({
    id: z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/u)
      .max(labelCharsMax),
    /** Null: for people in any country. */
    country: country.nullable(),
    name: text,
    topics: z.array(label).min(1).max(listEntriesMax),
    languages: spoken,
    /** In plain words, such as `24/7`. Null: not known. */
    hours: text.nullable(),
    contacts: z.array(contact).min(1).max(listEntriesMax),
    /** The group of people it is for. Absent: for all. */
    audience: text.optional(),
    /** The page of the service itself, or of the authority, from which the entry comes. */
    source: z.strictObject({ url: secureUrl, publisher: text }),
    /** The person who compared the entry with its source, and the date. Null until a person did. */
    checkedBy: text.nullable(),
    checkedAt: date.nullable(),
    /** From this date on (UTC) the entry is not shown. */
    expiresAt: date,
  });

const fields = fieldsOf(lineOfText(nameCharsMax), languages);

/** An entry as a space stores it. An earlier version wrote languages in another form, and took any text. */
export const storedResource = fieldsOf(z.string().max(nameCharsMax), storedLanguages);

export const resource = fields.refine(({ checkedBy, checkedAt }) => (checkedBy === null) === (checkedAt === null), {
  message: 'a check has a person and a date, or neither',
  path: ['checkedBy'],
});
export type Resource = z.infer<typeof resource>;

/** What every caller sees. Only the space sees who checked an entry. */
export const publicResource = storedResource.omit({ checkedBy: true }).meta({ id: 'Resource' });
export type PublicResource = z.infer<typeof publicResource>;
