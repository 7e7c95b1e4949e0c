import { choosing } from './choosing.ts';
import type { Excuse } from './excuse.ts';
import { pairing } from './pairing.ts';

/** Every excuse. An excuse that covers no surviving mutant fails the report, so the list stays exact. */
export const excuses: readonly Excuse[] = [...pairing, ...choosing];
