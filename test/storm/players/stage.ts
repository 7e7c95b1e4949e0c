/** What every player has: the scene, the history that records them, the seed, and the end of the storm. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { RouteId } from '../../../client/route.ts';
import type { Random } from '../../../random/random.ts';
import type { Calling, History } from '../history.ts';
import type { Operation } from '../../world/history/operation.ts';
import { hangUpMsMax, retryMsMax, retryMsMin, retryTriesMax } from '../limits.ts';
import type { Scene } from '../scene.ts';
import { untilKnown } from '../until-known.ts';

export interface Stage {
  readonly scene: Scene;
  readonly history: History;
  readonly seed: number;
  /** Milliseconds within which seekers arrive. */
  readonly arrivalMs: number;
  /** Milliseconds a seeker waits for somebody before they leave, at most. */
  readonly patienceMs: number;
  /** Aborted when every seeker is done: volunteers end what they do and go. */
  readonly over: AbortSignal;
}

export async function pause(ms: number): Promise<void> {
  await sleep(ms);
}

/**
 * Makes the call, again with the same key while its outcome is unknown: as a client does who wants to know. Now and then it
 * hangs up at first, and so does not know.
 */
export function settled<Id extends RouteId>(stage: Stage, random: Random, calling: Calling<Id>): Promise<Operation> {
  const timeoutMs = random.chance(0.06) ? Math.ceil(random.between(1, hangUpMsMax)) : undefined;
  const persistence = { triesMax: retryTriesMax, pauseMs: () => random.between(retryMsMin, retryMsMax) };
  return untilKnown(stage, { ...calling, timeoutMs }, persistence);
}
