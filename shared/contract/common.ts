/** Schemas that several routes share. */
import * as z from 'zod';
import {
  isoTimeCharsMax,
  labelCharsMax,
  listEntriesMax,
  pageItemsDefault,
  pageItemsMax,
  sentenceCharsMax,
  tokenCharsMax,
  urlCharsMax,
  waitSecondsMax,
} from '../domain/limits.ts';
import { support } from '../domain/support/support.ts';
import { label } from '../domain/vocabulary.ts';

export const isoTime = z.iso.datetime().max(isoTimeCharsMax);
export const isoDate = z.iso.date().meta({ maxLength: 10 });

/** A word that this service chose: a reason, a cause, an event. */
export const code = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/u)
  .max(labelCharsMax);
export const codes = z.array(code).max(listEntriesMax);

/** Reasons why something is not so. `what` is a closed word or a label of the space, `until` when the reason ends by itself. */
export const reasons = z.array(z.object({ reason: code, what: label.optional(), until: isoTime.optional() })).max(pageItemsMax);

/** A token or a code, recognised by its prefix. */
export const token = (prefix: string) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}_[A-Za-z0-9_.-]+$`, 'u'))
    .max(tokenCharsMax);

/** A digest or an id of any kind. */
export const reference = z
  .string()
  .regex(/^[A-Za-z0-9_.-]+$/u)
  .max(tokenCharsMax);

/** A person, in a list that coordinators read: "you", or the label that is the same in every list of the space. */
export const personWord = z
  .string()
  .regex(/^(you|person-[A-Za-z0-9_-]{8})$/u)
  .max(labelCharsMax)
  .describe('"you", or the label of the person, which is the same in every list of this space.');

/** A URL that a browser or an app opens. */
export const url = z.url().max(urlCharsMax);

/** The link by which one side joins a conversation. */
export const joinLink = z.object({ url, expiresAt: isoTime });

export { support };

export const estimate = z.object({ fromSeconds: z.int(), toSeconds: z.int().nullable() }).nullable();

export const links = z.record(
  z.enum(['self', 'cancel', 'here', 'notSafeNow']),
  z
    .string()
    .regex(/^\/v1\//u)
    .max(urlCharsMax),
);

/** The position after a page of a list. */
const cursor = z
  .string()
  .regex(/^[A-Za-z0-9_.-]+$/u)
  .max(urlCharsMax);

/** The number that a query writes in digits. Anything else stays as it is and is no number: `0x10`, `1e1`, blanks. */
const readDigits = (written: unknown): unknown =>
  typeof written === 'string' && /^\d{1,9}$/u.test(written) ? Number(written) : written;

export const pageQuery = z.strictObject({
  limit: z
    .preprocess(readDigits, z.int().min(1).max(pageItemsMax))
    .default(pageItemsDefault)
    .meta({ type: 'integer', minimum: 1, maximum: pageItemsMax, description: 'Items of a page at most.' }),
  cursor: cursor.optional().describe('The `nextCursor` of the page before.'),
});

/** The query of an edit after which seekers who wait may be left without a volunteer. */
export const strandingQuery = z.strictObject({
  endStranded: z
    .enum(['true', 'false'])
    .default('false')
    .describe(
      '`true`: make the change even if no volunteer could then serve some of the seekers who wait, and end their requests. Without it the answer is 409 `would-strand` with their number.',
    ),
});

const noQuery = z.strictObject({});

/** For a route without a body: none, or an empty object, which some clients always send. */
export const noBody = z.strictObject({}).optional();

/** The input of a route without input. A row spreads it and adds its own input. */
export const noInput = { params: {}, query: noQuery, body: noBody, idempotencyKey: 'none' } as const;

/** Whether a space takes requests now, and whether a volunteer is free. */
export const spaceState = z.enum(['open', 'busy', 'full', 'closed']);

/** A page of a list. `nextCursor` is present only if there is more. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item).max(pageItemsMax), nextCursor: cursor.optional() });
}

export const waitSeconds = z.int().min(0).max(waitSecondsMax);

/** A text for people. */
export const sentence = z.string().max(sentenceCharsMax);

/** What no volunteer of a space meets. `nobody`: no volunteer may serve the seeker, whatever is asked. */
export const unmetWishes = z
  .array(z.enum(['nobody', 'language', 'role', 'channel', 'attribute', 'topic', 'combination']))
  .max(listEntriesMax);
