/** Calls that come whether or not earlier calls were answered: people do not wait for each other. */
import { setTimeout as sleep } from 'node:timers/promises';
import { rushTickMs } from '../limits.ts';

export interface Flow {
  readonly perSecond: number;
  /** Never rejects. `nth` counts from 1. */
  readonly act: (nth: number) => Promise<void>;
}

/** Runs all flows for `forMs`. Resolves when every call is done, with the time at which the last one began. */
export async function rush(flows: readonly Flow[], forMs: number): Promise<number> {
  const began = Date.now();
  const come = flows.map(() => 0);
  const here: Promise<void>[] = [];
  for (let passed = 0; passed < forMs; passed = Date.now() - began) {
    flows.forEach(({ perSecond, act }, at) => {
      const due = Math.floor((passed / 1000) * perSecond);
      for (let nth = (come[at] ?? 0) + 1; nth <= due; nth += 1) here.push(act(nth));
      come[at] = due;
    });
    await sleep(rushTickMs);
  }
  const ended = Date.now();
  await Promise.all(here);
  return ended;
}
