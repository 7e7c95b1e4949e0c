/** The queue, and how much of it may be planned if not all of it was read. */
import { describe, expect, test } from 'vitest';
import { compareIds, queueOf, readToTheEdge } from '../../shared/domain/policy/order.ts';
import type { Talk } from '../../shared/domain/talk.ts';
import { aTalk, at, noon } from '../fixtures/domain.ts';

const times = { promotionSeconds: 300, stillThereSeconds: 120 };
const asked = (n: number, ago: number, parts: Partial<Talk> = {}) => aTalk({ n, askedAt: at(-ago), ...parts });

describe('of a queue that was read in part,', () => {
  const [first, second, third] = [asked(3, 90), asked(2, 60), asked(1, 30)];
  const read = (talks: readonly Talk[], edges: readonly Talk[]) => readToTheEdge(talks, edges, times, noon);

  test('all is certain if no need class has more', () => {
    expect(read([third, first, second], [])).toEqual([third, first, second]);
  });

  test('the requests before every edge are certain, and so is the first edge', () => {
    expect(read([third, first, second], [second])).toEqual([first, second]);
    expect(read([third, first, second], [second, third])).toEqual([first, second]);
    expect(read([first, second], [second])).toEqual([first, second]);
    expect(read([third, second], [second])).toEqual([second]);
  });

  test('an edge of another class makes the requests after it uncertain', () => {
    const soon = asked(4, 95, { need: 'soon' });
    expect(read([first, soon, second], [soon])).toEqual([first, soon, second]);
    expect(read([first, soon, second], [first])).toEqual([first]);
  });

  test('a request that was read twice has the position of the edge', () => {
    expect(read([{ ...third, askedAt: at(-100) }, first, second], [first, third])).toEqual([first]);
  });
});

test('ids are ordered by their code units', () => {
  expect([compareIds('a', 'b'), compareIds('b', 'a'), compareIds('a', 'a'), compareIds('B', 'a')]).toEqual([-1, 1, 0, -1]);
});

describe('the queue', () => {
  test('says exactly to the second which seekers were seen lately', () => {
    const isPresent = (ago: number) =>
      queueOf([asked(1, 600, { lastSeenAt: at(-ago) })], times, noon).map((one) => one.isPresent);
    expect(isPresent(119.999)).toEqual([true]);
    expect(isPresent(120)).toEqual([false]);
  });
});
