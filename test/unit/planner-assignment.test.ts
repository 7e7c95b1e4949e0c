/** The solver under the policy `priced`, compared with `munkres` and with simple augmenting paths. */
import fc from 'fast-check';
import { munkres } from 'munkres';
import { describe, expect, test } from 'vitest';
import { Assignment } from '../../shared/domain/policy/assign/assignment.ts';
import { holds } from '../fixtures/seed.ts';

/** Costs of rows and columns. `null` is a pair that is not allowed. There are few values, so that many are equal. */
const anyCosts = fc
  .record({
    rows: fc.integer({ min: 0, max: 9 }),
    columns: fc.integer({ min: 1, max: 9 }),
    share: fc.integer({ min: 1, max: 4 }),
  })
  .chain(({ rows, columns, share }) =>
    fc.array(
      fc.array(
        fc.oneof({ weight: share, arbitrary: fc.integer({ min: -9, max: 9 }) }, { weight: 2, arbitrary: fc.constant(null) }),
        { minLength: columns, maxLength: columns },
      ),
      { minLength: rows, maxLength: rows },
    ),
  );
type Costs = readonly (readonly (number | null)[])[];

const asArray = (row: Costs[number]) => Float64Array.from(row, (cost) => cost ?? Infinity);

/** Which rows were added, and the column of each. */
function solved(costs: Costs, width: number, hasty = false) {
  const assignment = new Assignment(width, { hasty });
  const rows = costs.flatMap((row, index) => (assignment.add(asArray(row)) ? [index] : []));
  const columns = assignment.columns();
  return { assignment, pairs: rows.map((row, index) => ({ row, column: columns[index] ?? -1 })) };
}

/** Rows that can be served together, first come, first served, by augmenting paths alone (Kuhn). */
function firstServable(costs: Costs): readonly number[] {
  const held = new Map<number, number>();
  const bring = (row: number, seen: Set<number>): boolean =>
    (costs[row] ?? []).some((cost, column) => {
      if (cost === null || seen.has(column)) return false;
      seen.add(column);
      const holder = held.get(column);
      if (holder !== undefined && !bring(holder, seen)) return false;
      held.set(column, row);
      return true;
    });
  return costs.flatMap((_row, index) => (bring(index, new Set()) ? [index] : []));
}

const never = 10_000;

describe('an assignment', () => {
  test('adds the first rows in order that can be served together, each in its own allowed column', () => {
    holds(
      fc.property(anyCosts, fc.boolean(), (costs, hasty) => {
        const { pairs } = solved(costs, costs[0]?.length ?? 1, hasty);
        expect(pairs.map(({ row }) => row)).toEqual(firstServable(costs));
        expect(new Set(pairs.map(({ column }) => column)).size).toBe(pairs.length);
        for (const { row, column } of pairs) expect(costs[row]?.[column]).not.toBeNull();
      }),
      2000,
    );
  });

  test('costs no more than the optimum that munkres finds for those rows', () => {
    holds(
      fc.property(anyCosts, (costs) => {
        const { pairs } = solved(costs, costs[0]?.length ?? 1);
        const rows = pairs.map(({ row }) => (costs[row] ?? []).map((cost) => cost ?? never));
        const total = (chosen: readonly (readonly [number, number])[]) =>
          chosen.reduce((sum, [row, column]) => sum + (rows[row]?.[column] ?? never), 0);
        const optimum = rows.length === 0 ? 0 : total(munkres(rows));
        expect(total(pairs.map(({ column }, index) => [index, column]))).toBe(optimum);
      }),
      2000,
    );
  });

  test('costs least of all ways to serve every row, for every three rows of three small costs', () => {
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ];
    const dear: string[] = [];
    for (let cell = 0; cell < 3 ** 9; cell += 1) {
      const rows = [0, 1, 2].map((row) => [0, 1, 2].map((column) => Math.floor(cell / 3 ** (row * 3 + column)) % 3));
      const total = (columns: readonly number[]) => rows.reduce((sum, row, at) => sum + (row[columns[at] ?? -1] ?? never), 0);
      const found = total(solved(rows, 3).pairs.map(({ column }) => column));
      if (found > Math.min(...orders.map(total))) dear.push(JSON.stringify(rows));
    }
    expect(dear).toEqual([]);
  });

  test('costs least if prices must add up over several rows', () => {
    const costs = [
      [2, 5, 1, 2],
      [3, 3, 1, 2],
      [0, 3, 5, 1],
      [4, 5, 3, 3],
    ];
    expect(solved(costs, 4).pairs.map(({ column }) => column)).toEqual([2, 1, 0, 3]);
  });

  test('is full when every column is taken, not before', () => {
    const { assignment } = solved([[1, 1]], 2);
    expect(assignment.full).toBe(false);
    assignment.add(Float64Array.of(1, 1));
    expect(assignment.full).toBe(true);
    expect(assignment.add(Float64Array.of(0, 0))).toBe(false);
  });

  test('with `hasty` gives each row the cheapest free column', () => {
    const costs = [
      [1, 2, 3],
      [1, 9, 2],
      [1, 2, 3],
    ];
    expect(solved(costs, 3, true).pairs.map(({ column }) => column)).toEqual([0, 2, 1]);
  });

  test('with `hasty` takes the cheapest free column although another row could move, also in the first column', () => {
    const costs = [
      [5, 1],
      [9, 1],
    ];
    expect(solved(costs, 2, true).pairs.map(({ column }) => column)).toEqual([1, 0]);
    expect(solved(costs, 2).pairs.map(({ column }) => column)).toEqual([0, 1]);
  });

  test('with `hasty` moves rows by their plain costs: rows that were moved before have no price', () => {
    const costs = [
      [9, 4, 6, 6, null],
      [3, 5, null, null, null],
      [2, null, null, 8, 0],
      [4, null, null, null, 5],
      [3, 4, null, null, null],
    ];
    expect(solved(costs, 5, true).pairs.map(({ column }) => column)).toEqual([2, 1, 3, 4, 0]);
  });

  test('takes the lower column among equals, and moves no row without need', () => {
    const columns = (costs: Costs) => solved(costs, costs[0]?.length ?? 0).pairs.map(({ column }) => column);
    expect(columns([[5, 5, 5]])).toEqual([0]);
    expect(
      columns([
        [1, 1, 2],
        [2, null, 2],
      ]),
    ).toEqual([1, 0]);
    expect(
      columns([
        [2, -1],
        [3, 0],
      ]),
    ).toEqual([1, 0]);
  });

  test('moves earlier rows for a row that has no other choice', () => {
    expect(
      solved(
        [
          [1, 2],
          [1, null],
        ],
        2,
      ).pairs,
    ).toEqual([
      { row: 0, column: 1 },
      { row: 1, column: 0 },
    ]);
  });
});
