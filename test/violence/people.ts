/** What the people of every scenario have in common: a scene, a history, and calls that are made until they are answered. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Calling, History, Operation } from '../storm/history.ts';
import type { Scene } from '../storm/scene.ts';
import { againMax, againMs } from './limits.ts';

export interface Place {
  readonly scene: Scene;
  readonly history: History;
}

/** Makes the call until its outcome is known: as somebody does who has to know. */
export async function untilKnown({ history }: Place, calling: Calling): Promise<Operation> {
  for (let tried = 1; ; tried += 1) {
    const operation = await history.call(calling);
    if (operation.outcome !== 'unknown' || tried >= againMax) return operation;
    await sleep(againMs);
  }
}
