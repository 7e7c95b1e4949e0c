/** Waiting for what the service does by itself: with the API's own `Prefer: wait` where there is one, else by looking. */
import { setTimeout as sleep } from 'node:timers/promises';
import type * as z from 'zod';
import type { RouteId } from '../../../shared/contract/contract.ts';
import { call, page, tagOf } from './call.ts';
import type { Sent } from './call.ts';
import { awaitMsMax, clockSlackMs, heldSeconds, lookMs } from './limits.ts';

/** Asks again until the answer is as wished; fails with the last one when it never is. */
export async function until<T>(ask: () => Promise<T>, isWished: (answer: T) => boolean, msMax: number = awaitMsMax): Promise<T> {
  const deadline = Date.now() + msMax;
  for (;;) {
    const answer = await ask();
    if (isWished(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`Never came about; at last it was ${JSON.stringify(answer)}`);
    await sleep(lookMs);
  }
}

/** Holds a GET that waits until its page is as wished. */
export async function held<T>(
  schema: z.ZodType<T>,
  of: { readonly route: RouteId; readonly sent: Sent; readonly msMax?: number | undefined },
  isWished: (answer: T) => boolean,
): Promise<T> {
  const deadline = Date.now() + (of.msMax ?? awaitMsMax);
  let tag: string | undefined;
  for (;;) {
    const headers = tag === undefined ? {} : { prefer: `wait=${heldSeconds}`, 'if-none-match': tag };
    const answered = await call(of.route, { ...of.sent, headers: { ...of.sent.headers, ...headers } });
    if (answered.status !== 304) {
      const shown = await page(schema, answered);
      if (isWished(shown)) return shown;
      if (Date.now() > deadline) throw new Error(`Never came about; at last it was ${JSON.stringify(shown)}`);
    }
    if (Date.now() > deadline) throw new Error(`Never came about: ${of.route} does not change`);
    tag = tagOf(answered);
  }
}

/** Lets the service's own clock pass an instant (ISO 8601): what it says will then be so is so. */
export async function past(iso: string): Promise<void> {
  await sleep(Math.max(0, Date.parse(iso) - Date.now()) + clockSlackMs);
}

/** An instant some seconds from now, ISO 8601. */
export function inSeconds(seconds: number): string {
  return new Date(Date.now() + seconds * 1000).toISOString();
}
