/** A call that is made until it is answered: as by somebody who has to know what became of it. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Calling, History, Operation } from './history.ts';
import { againMax, againMs } from './limits.ts';

export interface Persistence {
  readonly triesMax: number;
  /** Milliseconds before the next try. */
  readonly pauseMs: () => number;
}

const stubborn: Persistence = { triesMax: againMax, pauseMs: () => againMs };

/** Makes the call again, with the same key, while its outcome is unknown. Whoever hangs up does so the first time only. */
export async function untilKnown(
  { history }: { readonly history: History },
  calling: Calling,
  { triesMax, pauseMs }: Persistence = stubborn,
): Promise<Operation> {
  for (let tried = 1; ; tried += 1) {
    const operation = await history.call(tried === 1 ? calling : { ...calling, hangsUpAfterMs: undefined });
    if (operation.outcome !== 'unknown' || tried >= triesMax) return operation;
    await sleep(pauseMs());
  }
}
