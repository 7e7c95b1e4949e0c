/** The judge of a rush, on small hand-written rushes: a good one passes, and each kind of violation is reported. */
import { describe, expect, it } from 'vitest';
import type { Operation } from '../world/history/operation.ts';
import { judgeCalm, judgeRush } from './load/judge.ts';
import { notRecovered } from './verdict.ts';
import { neverMsMax, recoveryMsMax } from './limits.ts';

type Parts = Partial<Omit<Operation, 'route'>> & { readonly ms?: number };

function call(route: Operation['route'], { ms = 20, ...parts }: Parts = {}): Operation {
  const status = parts.status ?? 200;
  const refused = status === 503 ? { retryAfter: 7 } : {};
  return { n: 1, who: 'caller', route, params: {}, invokedAt: 0, completedAt: ms, outcome: 'ok', status, ...refused, ...parts };
}

function without(part: 'status' | 'retryAfter', { [part]: _gone, ...rest }: Operation): Operation {
  return rest;
}

const times = (count: number, one: Operation): readonly Operation[] => Array.from({ length: count }, () => one);
const asks = (urgency: string, letIn: number): readonly Operation[] => [
  ...times(letIn, call('ask', { status: 202, sent: { urgency } })),
  ...times(10 - letIn, call('ask', { status: 503, sent: { urgency } })),
];

/** A rush in which every protected call succeeds, and more calls of the more urgent ranks are let in. */
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
  it('passes if the service sheds in the right order', () => {
    expect(judgeRush(good).violations).toEqual([]);
    expect(
      judgeRush(good)
        .rows.map(({ what }) => what)
        .slice(0, 5),
    ).toEqual(['console', 'whenever', 'soon', 'now', 'read']);
  });

  it.each<[string, readonly Operation[], string]>([
    [
      'a call is shed without Retry-After',
      [without('retryAfter', call('ask', { status: 503 }))],
      '503 of ask without Retry-After',
    ],
    ['a cancel is shed', [call('cancelRequest', { status: 503 })], 'cancelRequest was shed: 503'],
    ['an off is refused with 429', [call('setAvailability', { status: 429, retryAfter: 1 })], 'setAvailability was shed: 429'],
    [
      'a request of a seeker who is not safe is shed',
      [call('ask', { status: 503, sent: { notSafeNow: true } })],
      'ask was shed: 503',
    ],
    [
      'most ends are answered too late',
      times(3, call('endConversation', { ms: neverMsMax + 1 })),
      `never: endConversation: half took more than ${neverMsMax} ms`,
    ],
    ['a call gets no answer', [without('status', call('report'))], 'report got no answer'],
    ['a call is answered 500', [call('showSpace', { status: 500 })], 'showSpace was answered 500'],
    ['less urgent requests are let in first', asks('whenever', 10), 'of whenever 50 % were let in, of soon only 20 %'],
    [
      'the board is shown and reads are shed',
      [...times(30, call('board')), ...times(30, call('showRequest', { status: 503 }))],
      'of board 75 % were let in, of read only 25 %',
    ],
  ])('fails if %s', (_, more, words) => {
    expect(judgeRush([...good, ...more]).violations).toContain(words);
  });

  it('fails if no call was shed or no seeker cancelled, because it proves nothing', () => {
    expect(judgeRush(good.filter(({ status }) => status !== 503)).violations).toContain('no call was shed: it was no rush');
    const others = good.filter(({ route }) => route !== 'cancelRequest');
    expect(judgeRush(others).violations).toEqual(['no cancelRequest was answered 2xx']);
  });
});

describe('a load that the service can bear', () => {
  it('fails if more than a small share of the calls is shed', () => {
    expect(judgeCalm(times(20, call('showSpace'))).violations).toEqual([]);
    expect(judgeCalm(good).violations).toHaveLength(1);
  });
});

describe('a service that did not recover in time', () => {
  it('fails, also if it recovered a moment later', () => {
    const told = { scenario: 'kills', violations: [], lines: [] };
    const disruption = { what: 'SIGKILL of sqs', at: 0 };
    const violations = ['after SIGKILL of sqs it did not recover'];
    for (const ms of [undefined, recoveryMsMax + 1])
      expect(notRecovered({ ...told, recoveries: [{ ...disruption, ms }] })).toMatchObject({ violations, survived: 0 });
  });
});
