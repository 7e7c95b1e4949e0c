import { choosing } from './choosing.ts';
import type { Excuse } from './excuse.ts';
import { pairing } from './pairing.ts';

/** Every excuse. One that excuses nothing any more fails the report, so the list can neither lag nor hide anything. */
export const excuses: readonly Excuse[] = [...pairing, ...choosing];
