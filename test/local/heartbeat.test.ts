/** Whether a worker is stuck, by its answers and by the processor time that it uses. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Heartbeat } from '../../local/functions/heartbeat.ts';
import { workerCpuAnswerMs, workerPingMs, workerStuckMs } from '../../local/limits.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Uses the whole processor and answers no ping. Some questions for its time are never answered. */
function looping(isLost: (question: number) => boolean): Heartbeat {
  let question = 0;
  return new Heartbeat(
    () => undefined,
    () => {
      question += 1;
      return isLost(question) ? new Promise(() => undefined) : Promise.resolve(Date.now());
    },
  );
}

it.each([
  ['answered', () => false],
  ['never answered at first', (question: number) => question <= 3],
  ['never answered now and then', (question: number) => question % 2 === 0],
] as const)('a worker in a loop is found if the question for its processor time is %s', async (_name, isLost) => {
  const heartbeat = looping(isLost);
  heartbeat.start();
  await vi.advanceTimersByTimeAsync(2 * workerStuckMs + 8 * (workerPingMs + workerCpuAnswerMs));
  expect(heartbeat.isStuck).toBe(true);
  heartbeat.stop();
});
