import type { Scenario } from '../scenario.ts';
import { fullDisk } from './full-disk.ts';
import { kills } from './kills.ts';
import { load } from './load.ts';
import { pauses } from './pauses.ts';
import { slowEngine } from './slow-engine.ts';

/** In the order in which they are told. */
export const scenarios: readonly Scenario[] = [load, kills, pauses, fullDisk, slowEngine];
