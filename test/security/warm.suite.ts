/**
 * A function remembers nothing from one call to the next. Different callers call warm workers about different tenants, in an
 * order drawn from a seed: first one after the other, then many at once. Each answer is the same as for a call alone.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { inParallel } from '../../shared/app/store/in-parallel.ts';
import { contract } from '../../shared/contract/contract.ts';
import { seed } from '../fixtures/seed.ts';
import { callRaw, shownIn } from '../e2e/support/call.ts';
import { SeededRandom } from '../../random/seeded-random.ts';
import { somePeople, type People } from './people.ts';
import { cells, sentOf, told, type Cell } from './cells.ts';
import { foreignIdsIn } from './leaks.ts';
import { callsAtOnce, peopleMsMax } from './limits.ts';

/** Reads by all callers. They change nothing, so every order is allowed. */
const reads = cells.filter(({ route, place }) => contract[route].method === 'GET' && (place === 'own' || place === 'foreign'));

function shuffled(name: string): readonly Cell[] {
  const random = new SeededRandom(seed).of(name);
  return reads
    .map((cell) => ({ cell, at: random.next() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ cell }) => cell);
}

/**
 * For every route: a caller who is allowed, then a caller who is not, and so on. The allowed caller comes first, and directly
 * before.
 */
function inTurns(): readonly Cell[] {
  return [...Map.groupBy(reads, ({ route }) => route).values()].flatMap((of) => {
    const may = of.filter(({ expected }) => expected < 300);
    const mayNot = of.filter(({ expected }) => expected >= 400);
    return mayNot.flatMap((cell, at) => [may[at % may.length] ?? cell, cell]);
  });
}

describe('warm workers', () => {
  let people: People;
  beforeAll(async () => (people = await somePeople()), peopleMsMax);

  async function wrongWith(cell: Cell): Promise<readonly string[]> {
    const answer = await callRaw(cell.route, sentOf(people, cell));
    const { status } = answer;
    const foreignIds = foreignIdsIn(people, cell, shownIn(answer));
    return status === cell.expected && foreignIds.length === 0 ? [] : [`${told(cell)}: ${status} ${foreignIds.join(' ')}`];
  }

  async function oneByOne(row: readonly Cell[]): Promise<void> {
    for (const cell of row) expect(await wrongWith(cell)).toEqual([]);
  }

  it('[sec-warm-1] that allowed and refused callers call in turn carry no right from one call to the next', () =>
    oneByOne(inTurns()));

  it('called by all callers about all objects, in any order, carry nothing from one call to the next', () =>
    oneByOne(shuffled('one by one')));

  it('called by all callers at once, confuse no two callers', async () => {
    const wrong = await inParallel([...shuffled('at once'), ...shuffled('at once again')], callsAtOnce, wrongWith);
    expect(wrong.flat()).toEqual([]);
  });
});
