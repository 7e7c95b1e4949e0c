/** A client that must know the outcome of a call makes it again while no answer came, and stops when it is known. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listen, sendJson, type Listening } from '../../local/http/listen.ts';
import { History } from './history.ts';
import { untilKnown } from './until-known.ts';

const calling = { who: 'caller', route: 'health' } as const;
const atOnce = { triesMax: 3, pauseMs: () => 0 };

let service: Listening;
let calls: number;
/** How many calls, from the first, get no answer, and the milliseconds that the others take. */
let unanswered: number;
let answerMs: number;

beforeEach(async () => {
  [calls, unanswered, answerMs] = [0, 0, 0];
  service = await listen(0, (_request, response) => {
    calls += 1;
    if (calls <= unanswered) response.destroy();
    else setTimeout(() => sendJson(response, 200, { status: 'ok', version: '1' }), answerMs);
  });
});

afterEach(() => service.close());

describe('a call whose outcome must be known', () => {
  it('is made once if it is answered', async () => {
    const history = new History(service.url);
    expect(await untilKnown({ history }, calling, atOnce)).toMatchObject({ outcome: 'ok', status: 200 });
    expect(calls).toBe(1);
  });

  it('is made again if no answer came, and every try is recorded', async () => {
    unanswered = 2;
    const history = new History(service.url);
    expect(await untilKnown({ history }, calling, atOnce)).toMatchObject({ outcome: 'ok', n: 3 });
    expect(history.operations.map(({ outcome }) => outcome)).toEqual(['unknown', 'unknown', 'ok']);
  });

  it('is made no more than `triesMax` times', async () => {
    unanswered = Infinity;
    const history = new History(service.url);
    expect(await untilKnown({ history }, calling, atOnce)).toMatchObject({ outcome: 'unknown' });
    expect(calls).toBe(3);
  });

  it('times out after `timeoutMs` at the first try only', async () => {
    const timeoutMs = 20;
    answerMs = 3 * timeoutMs;
    const history = new History(service.url);
    expect(await untilKnown({ history }, { ...calling, timeoutMs }, atOnce)).toMatchObject({ outcome: 'ok', n: 2 });
  });
});
