/** A partner app and its keys. Keys are stored as digests, can be revoked at once, and are bound to spaces. */
import * as z from 'zod';
import { keyId, partnerId, spaceId } from './ids.ts';
import { nameCharsMax } from './limits.ts';
import { epochMs } from './time.ts';

export const partner = z.strictObject({
  id: partnerId,
  rev: z.string(),
  name: z.string().min(1).max(nameCharsMax),
  spaces: z.array(spaceId),
  createdAt: epochMs,
});
export type Partner = z.infer<typeof partner>;

/** What a key may do: `ask` for seekers, `read` the requests of its partner, `manage` the webhook endpoints of its partner. */
export const partnerRight = z.enum(['ask', 'read', 'manage']);
export type PartnerRight = z.infer<typeof partnerRight>;

export const partnerKey = z.strictObject({
  id: keyId,
  partner: partnerId,
  rev: z.string(),
  mode: z.enum(['live', 'test']),
  spaces: z.array(spaceId),
  rights: z.array(partnerRight).min(1),
  /** Keyed digest of the whole token. */
  digest: z.string(),
  /** The first and the last characters, so that a coordinator can tell keys apart. */
  hint: z.string(),
  createdAt: epochMs,
  revokedAt: epochMs.optional(),
});
export type PartnerKey = z.infer<typeof partnerKey>;
