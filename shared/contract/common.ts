/** Schemas that several routes share. */
import * as z from 'zod';
import { pageItemsDefault, pageItemsMax, waitSecondsMax } from '../domain/limits.ts';
import { support } from '../domain/support/support.ts';

export const isoTime = z.iso.datetime();

export { support };

export const estimate = z.object({ fromSeconds: z.int(), toSeconds: z.int().nullable() }).nullable();

export const links = z.record(z.string(), z.string());

export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(pageItemsMax).default(pageItemsDefault),
  cursor: z.string().min(1).max(2000).optional(),
});

export const noQuery = z.strictObject({});

/** A list: `nextCursor` only where there is more. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().optional() });
}

export const waitSeconds = z.int().min(0).max(waitSecondsMax);

/** The problem document, RFC 9457. */
export const problemDocument = z.object({
  type: z.url(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string(),
  requestId: z.string(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  support: support.optional(),
});
