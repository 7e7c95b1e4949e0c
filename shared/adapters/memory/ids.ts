import type { Ids } from '../../ports.ts';
import { idBytes, secretBytes } from '../crypto/ids.ts';

/** Ids from a seeded source. Only for tests and simulations: the seed reveals them all. */
export function seededIds(random: () => number): Ids {
  const text = (bytes: number): string =>
    Buffer.from(Array.from({ length: bytes }, () => Math.floor(random() * 256))).toString('base64url');
  return { fresh: (prefix) => `${prefix}_${text(idBytes)}`, secret: () => text(secretBytes) };
}
