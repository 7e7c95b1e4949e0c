/** The judge of a rush, on small ones written by hand: a good one passes, and each way to be wrong is seen. */
import { describe, expect, it } from 'vitest';
import type { Operation } from '../world/history/operation.ts';
import { judgeCalm, judgeRush } from './load/judge.ts';
import { neverAgain } from './verdict.ts';
import { neverMsMax, recoveryMsMax } from './limits.ts';

type Parts = Partial<Omit<Operation, 'route'>> & { readonly ms?: number };

function call(route: Operation['route'], { ms = 20, ...parts }: Parts = {}): Operation {
  const status = parts.status ?? 200;
  const refused = status === 503 ? { retryAfter: 7 } : {};
  return { n: 1, who: 'somebody', route, params: {}, invokedAt: 0, completedAt: ms, outcome: 'ok', status, ...refused, ...parts };
}

function without(part: 'status' | 'retryAfter', { [part]: _gone, ...rest }: Operation): Operation {
  return rest;
}

const times = (count: number, one: Operation): readonly Operation[] => Array.from({ length: count }, () => one);
const asks = (urgency: string, letIn: number): readonly Operation[] => [
  ...times(letIn, call('ask', { status: 202, sent: { urgency } })),
  ...times(10 - letIn, call('ask', { status: 503, sent: { urgency } })),
];

/** Everything that is never put off, done; and ranks let in the more, the more urgent they are. */
const good: readonly Operation[] = [
  ...(['cancelRequest', 'endConversation', 'setAvailability', 'report', 'listResources'] as const).map((route) => call(route)),
  call('ask', { status: 202, sent: { notSafeNow: true } }),
  ...times(10, call('listVolunteers', { status: 503 })),
  ...times(10, call('board', { status: 503 })),
  call('showSpace'),
  ...asks('whenever', 0),
  ...asks('soon', 2),
  ...asks('now', 6),
  ...times(10, call('showRequest')),
];

describe('a rush', () => {
  it('that is borne as it should be passes', () => {
    expect(judgeRush(good).violations).toEqual([]);
    expect(
      judgeRush(good)
        .rows.map(({ what }) => what)
        .slice(0, 5),
    ).toEqual(['console', 'whenever', 'soon', 'now', 'look']);
  });

  it.each<[string, readonly Operation[], string]>([
    [
      'puts off without saying until when',
      [without('retryAfter', call('ask', { status: 503 }))],
      '503 of ask without Retry-After',
    ],
    ['puts off a cancel', [call('cancelRequest', { status: 503 })], 'cancelRequest was put off: 503'],
    ['refuses an off as too much', [call('setAvailability', { status: 429, retryAfter: 1 })], 'setAvailability was put off: 429'],
    ['puts off somebody who is not safe', [call('ask', { status: 503, sent: { notSafeNow: true } })], 'ask was put off: 503'],
    [
      'answers most ends too late',
      times(3, call('endConversation', { ms: neverMsMax + 1 })),
      `never: endConversation: half took more than ${neverMsMax} ms`,
    ],
    ['gives no answer', [without('status', call('report'))], 'report got no answer'],
    ['breaks', [call('showSpace', { status: 500 })], 'showSpace was answered 500'],
    ['lets in the less urgent first', asks('whenever', 10), 'of whenever 50 % were let in, of soon only 20 %'],
    [
      'shows the board and puts off looks',
      [...times(30, call('board')), ...times(30, call('showRequest', { status: 503 }))],
      'of board 75 % were let in, of look only 25 %',
    ],
  ])('that %s does not', (_, more, words) => {
    expect(judgeRush([...good, ...more]).violations).toContain(words);
  });

  it('in which nobody was put off, or nobody cancelled, proves nothing', () => {
    expect(judgeRush(good.filter(({ status }) => status !== 503)).violations).toContain('nobody was put off: it was no rush');
    const others = good.filter(({ route }) => route !== 'cancelRequest');
    expect(judgeRush(others).violations).toEqual(['no cancelRequest was answered 2xx']);
  });
});

describe('a load that can be borne', () => {
  it('puts nobody off', () => {
    expect(judgeCalm(times(20, call('showSpace'))).violations).toEqual([]);
    expect(judgeCalm(good).violations).toHaveLength(1);
  });
});

describe('a service that did not come back in time', () => {
  it('fails, also where it came a moment later', () => {
    const told = { scenario: 'kills', violations: [], lines: [] };
    const blow = { what: 'SIGKILL of sqs', at: 0 };
    const violations = ['after SIGKILL of sqs it never served again'];
    for (const ms of [undefined, recoveryMsMax + 1])
      expect(neverAgain({ ...told, recoveries: [{ ...blow, ms }] })).toMatchObject({ violations, survived: 0 });
  });
});
