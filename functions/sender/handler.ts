/**
 * Invoked by the function that delivers webhooks, which waits for the answer. This function meets strangers, so it has nothing to lose: no
 * environment, no right but to write its log, and no secret. It logs nothing of its own.
 */
import * as z from 'zod/mini';
import type { OutsideAnswer } from '../../shared/domain/outside/answer.ts';
import { outsideSecondsMax } from '../../shared/domain/outside/limits.ts';
import type { OutsidePost } from '../../shared/ports.ts';

const post = z.strictObject({
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
  deadlineSeconds: z.number().check(z.positive(), z.maximum(outsideSecondsMax)),
});

/** Sends the message of the event. Fails if the event is none; the error does not hold what the event holds. */
export function sender(send: (message: OutsidePost) => Promise<OutsideAnswer>): (event: unknown) => Promise<OutsideAnswer> {
  return async (event) => {
    const parsed = post.safeParse(event);
    if (!parsed.success) throw new Error('sender: the event is not a message');
    return await send(parsed.data);
  };
}
