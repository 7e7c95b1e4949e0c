/** A call that is made again until its outcome is known. */
import { setTimeout as sleep } from 'node:timers/promises';
import { clientOver, type Client } from '../../client/client.ts';
import type { RouteId } from '../../client/route.ts';
import type { Calling, History } from './history.ts';
import type { Operation } from '../world/history/operation.ts';
import { againMax, againMs } from './limits.ts';

export interface Persistence {
  readonly triesMax: number;
  /** Milliseconds before the next try. */
  readonly pauseMs: () => number;
}

const stubborn: Persistence = { triesMax: againMax, pauseMs: () => againMs };

/** Makes the call again, with the same key, while its outcome is unknown. Only the first try hangs up after `timeoutMs`. */
export async function untilKnown<Id extends RouteId>(
  { history }: { readonly history: History },
  calling: Calling<Id>,
  { triesMax, pauseMs }: Persistence = stubborn,
): Promise<Operation> {
  for (let tried = 1; ; tried += 1) {
    const operation = await history.call(tried === 1 ? calling : { ...calling, timeoutMs: undefined });
    if (operation.outcome !== 'unknown' || tried >= triesMax) return operation;
    await sleep(pauseMs());
  }
}

/** A client of `who` that makes every call again until its outcome is known, and records every try. */
export function persistentClient(history: History, who: string): Client {
  return clientOver(async (id, sent) => {
    for (let tried = 1; ; tried += 1) {
      const { operation, answer } = await history.recorded(who, id, sent);
      if (answer !== undefined && operation.outcome !== 'unknown') return answer;
      if (tried >= stubborn.triesMax) throw new Error(`The outcome of ${id} is still unknown after ${tried} tries`);
      await sleep(stubborn.pauseMs());
    }
  });
}
