import type { Scenario } from '../scenario.ts';
import { fullDisk } from './full-disk.ts';
import { kills } from './kills.ts';
import { load } from './load.ts';
import { pauses } from './pauses.ts';
import { slowEngine } from './slow-engine.ts';

/** All scenarios, in the order of the table. */
export const scenarios: readonly Scenario[] = [load, kills, pauses, fullDisk, slowEngine];
