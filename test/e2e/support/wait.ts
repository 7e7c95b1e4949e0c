/** Waits for what the service does by itself: with the API's own `Prefer: wait` if the route has it, else by polling. */
import { setTimeout as sleep } from 'node:timers/promises';
import { bodyOf, type BodyOf } from '../../../client/client.ts';
import type { Sent } from '../../../client/sent.ts';
import { callRaw } from './call.ts';
import { awaitMsMax, clockSlackMs, heldSeconds, pollMs } from './limits.ts';

/** Calls again until the answer is as wished. Fails with the last answer if it never is. */
export async function until<T>(ask: () => Promise<T>, isWished: (answer: T) => boolean, msMax: number = awaitMsMax): Promise<T> {
  const deadline = Date.now() + msMax;
  for (;;) {
    const answer = await ask();
    if (isWished(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`Never came about; the last answer was ${JSON.stringify(answer)}`);
    await sleep(pollMs);
  }
}

/** The routes whose answer can be held. */
type HeldRoute = 'showRequest' | 'showConversation' | 'listOffers' | 'board';

/** Holds a long poll of a GET route until its answer is as wished. Fails with the last answer if it never is. */
export async function held<Id extends HeldRoute>(
  id: Id,
  { msMax = awaitMsMax, ...sent }: Sent<Id> & { readonly msMax?: number | undefined },
  isWished: (shown: BodyOf<Id>) => boolean,
): Promise<BodyOf<Id>> {
  const deadline = Date.now() + msMax;
  let ifNoneMatch: string | undefined;
  for (;;) {
    const waiting = ifNoneMatch === undefined ? {} : { waitSeconds: heldSeconds, ifNoneMatch };
    const answer = await callRaw(id, { ...sent, ...waiting });
    if (answer.status !== 304) {
      const shown = bodyOf(id, answer);
      if (isWished(shown)) return shown;
      if (Date.now() > deadline) throw new Error(`Never came about; the last answer was ${JSON.stringify(shown)}`);
    }
    if (Date.now() > deadline) throw new Error(`Never came about: ${id} does not change`);
    ifNoneMatch = answer.etag;
  }
}

/** Waits until the service's own clock has passed an instant (ISO 8601). */
export async function past(iso: string): Promise<void> {
  await sleep(Math.max(0, Date.parse(iso) - Date.now()) + clockSlackMs);
}

/** An instant some seconds from now, ISO 8601. */
export function inSeconds(seconds: number): string {
  return new Date(Date.now() + seconds * 1000).toISOString();
}
