import type { Ids } from '../../ports.ts';
import { idBytes, secretBytes } from '../crypto/ids.ts';

/** Ids from a seeded source of bytes. Only for tests and simulations: the seed reveals them all. */
export function seededIds(bytes: (count: number) => Buffer): Ids {
  const text = (count: number): string => bytes(count).toString('base64url');
  return { fresh: (prefix) => `${prefix}_${text(idBytes)}`, secret: () => text(secretBytes) };
}
