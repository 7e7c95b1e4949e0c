/** Whoever has to know what became of a call asks again where no answer came, and no oftener than that. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listen, sendJson, type Listening } from '../../local/http/listen.ts';
import { History } from './history.ts';
import { untilKnown } from './until-known.ts';

const calling = { who: 'somebody', route: 'health' } as const;
const atOnce = { triesMax: 3, pauseMs: () => 0 };

let service: Listening;
let calls: number;
/** Calls that are hung up on, from the first; and milliseconds that the others take. */
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

describe('a call that has to be known', () => {
  it('is made once where it is answered', async () => {
    const history = new History(service.url);
    expect(await untilKnown({ history }, calling, atOnce)).toMatchObject({ outcome: 'ok', status: 200 });
    expect(calls).toBe(1);
  });

  it('is made again where no answer came, and every try is written down', async () => {
    unanswered = 2;
    const history = new History(service.url);
    expect(await untilKnown({ history }, calling, atOnce)).toMatchObject({ outcome: 'ok', n: 3 });
    expect(history.operations.map(({ outcome }) => outcome)).toEqual(['unknown', 'unknown', 'ok']);
  });

  it('is given up after so many tries', async () => {
    unanswered = Infinity;
    const history = new History(service.url);
    expect(await untilKnown({ history }, calling, atOnce)).toMatchObject({ outcome: 'unknown' });
    expect(calls).toBe(3);
  });

  it('is hung up on by the caller the first time only', async () => {
    const timeoutMs = 20;
    answerMs = 3 * timeoutMs;
    const history = new History(service.url);
    expect(await untilKnown({ history }, { ...calling, timeoutMs }, atOnce)).toMatchObject({ outcome: 'ok', n: 2 });
  });
});
