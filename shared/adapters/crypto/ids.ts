import { randomBytes } from 'node:crypto';
import type { Ids } from '../../ports.ts';

/** Bytes of an id: 128 bits, so that two are never equal. */
export const idBytes = 16;
/** Bytes of a secret: 256 bits, so that none can be guessed. */
export const secretBytes = 32;

/** Ids from the operating system's generator. Safe to call concurrently. */
export const cryptoIds: Ids = {
  fresh: (prefix) => `${prefix}_${randomBytes(idBytes).toString('base64url')}`,
  secret: () => randomBytes(secretBytes).toString('base64url'),
};
