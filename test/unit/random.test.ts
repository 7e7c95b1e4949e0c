/** The random numbers of tests, the simulation, the demo and the policy simulator. */
import { describe, expect, it } from 'vitest';
import { draw, stream } from '../../random/policy-random.ts';
import { SeededRandom } from '../../random/seeded-random.ts';

const many = 40_000;
const take = (next: () => number, count = many): readonly number[] => Array.from({ length: count }, next);
const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;

function seeded(seed: number): () => number {
  const random = new SeededRandom(seed);
  return () => random.next();
}

function xoshiro(seed: number): () => number {
  const random = stream(seed, 'test');
  return () => random.next();
}

const named = (of: (n: number) => number): (() => number) => {
  let n = 0;
  return () => of((n += 1));
};

describe.each<[string, (seed: number) => () => number]>([
  ['a seeded stream', seeded],
  ['seeded streams by name', (seed) => named((n) => new SeededRandom(seed).of('request', n).next())],
  ['a stream of the policy simulator', xoshiro],
  ['draws of the policy simulator by name', (seed) => named((n) => draw(seed, 'pair', n))],
])('%s', (_, start) => {
  it.each([0, 1, 2 ** 32 - 1])('is uniform from 0 up to and without 1 (seed %i)', (seed) => {
    const drawn = take(start(seed));
    expect(drawn.every((number) => number >= 0 && number < 1)).toBe(true);
    for (let tenth = 0; tenth < 10; tenth += 1) {
      const inTenth = drawn.filter((number) => Math.floor(number * 10) === tenth).length;
      // Five standard deviations of 40,000 draws at one in ten are 300.
      expect(Math.abs(inTenth - many / 10)).toBeLessThan(300);
    }
    const next = mean(drawn.slice(1).map((one, n) => (one - 0.5) * ((drawn[n] ?? 0) - 0.5)));
    // Five standard deviations of the product of two uniform numbers, over 40,000 draws.
    expect(Math.abs(next)).toBeLessThan(0.0021);
  });

  it('repeats itself with its seed and differs with another', () => {
    expect(take(start(7), 10)).toEqual(take(start(7), 10));
    expect(take(start(7), 10)).not.toEqual(take(start(8), 10));
  });
});

describe('the numbers themselves', () => {
  it('of the simulation stay those that its regressions were found with', () => {
    const random = new SeededRandom(7).of('person', 'seeker-1');
    expect([random.of('roll', 1).next(), random.of('roll', 2).next()]).toEqual([0.8047702813055366, 0.14028562791645527]);
    expect(random.of('id', 1).bytes(8).toString('hex')).toBe('a9b52efe3b9b4aa5');
  });

  it('of the policy simulator stay those that the figures in docs/policy.md were measured with', () => {
    expect(draw(7, 'pair', 1)).toBe(0.24420455828795673);
    const random = stream(7, 'seeker', 3);
    expect([random.next(), random.next()]).toEqual([0.3626576753381078, 0.18289064811536138]);
  });
});

describe('names', () => {
  it('make streams that do not depend on what was drawn elsewhere', () => {
    const random = new SeededRandom(1);
    const before = random.of('a', 2).next();
    random.next();
    expect(random.of('a', 2).next()).toBe(before);
  });

  it.each<[string, (...names: (string | number)[]) => number]>([
    ['seeded', (...names) => new SeededRandom(1).of(...names).next()],
    ['of the policy simulator', (...names) => draw(1, ...names)],
  ])('count all of them (%s)', (_, of) => {
    const drawn = [of('a', 2), of('b', 2), of('a', 3), of('a2'), of('a', '2', ''), of()];
    expect(new Set(drawn).size).toBe(drawn.length);
  });
});

describe('what is drawn', () => {
  const random = new SeededRandom(3);

  it('is true as often as its probability says, and never with probability 0', () => {
    expect(mean(take(() => Number(random.chance(0.3))))).toBeCloseTo(0.3, 1);
    expect(take(() => Number(random.chance(0)), 100)).not.toContain(1);
  });

  it('lies between its bounds: whole numbers reach both, others never the upper one', () => {
    expect(new Set(take(() => random.integer(2, 4), 200))).toEqual(new Set([2, 3, 4]));
    const drawn = take(() => random.between(2, 4));
    expect(drawn.every((number) => number >= 2 && number < 4)).toBe(true);
    expect(mean(drawn)).toBeCloseTo(3, 1);
  });

  it('is an entry of the list, each as likely or by its weight', () => {
    expect(mean(take(() => random.pick([0, 1])))).toBeCloseTo(0.5, 1);
    const weighted = [
      { value: 1, weight: 3 },
      { value: 0, weight: 1 },
    ];
    expect(mean(take(() => random.weighted(weighted)))).toBeCloseTo(0.75, 1);
    expect(() => random.pick([])).toThrow('nothing to pick from');
    expect(() => random.weighted([])).toThrow('nothing to pick from');
  });

  it('is a part of the list in its order, or all of it in any order', () => {
    const list = [1, 2, 3, 4];
    expect(mean(take(() => random.some(list).length, 4_000))).toBeCloseTo(2, 1);
    const parts = Array.from({ length: 100 }, () => random.some(list));
    expect(parts.every((part) => part.every((one, at) => at === 0 || one > (part[at - 1] ?? 0)))).toBe(true);
    const orders = Array.from({ length: 400 }, () => random.shuffle(list));
    expect(orders.every((order) => order.toSorted((a, b) => a - b).join() === list.join())).toBe(true);
    expect(new Set(orders.map((order) => order.join())).size).toBe(24);
    expect(list).toEqual([1, 2, 3, 4]);
  });

  it('is as many bytes as asked for, and others the next time', () => {
    expect(random.bytes(3)).toHaveLength(3);
    expect(random.bytes(16)).not.toEqual(random.bytes(16));
    expect(stream(1).bytes(5)).toHaveLength(5);
    expect(new Set(random.bytes(8_000)).size).toBe(256);
  });
});
