/**
 * Nothing is remembered from one call to the next: warm workers are called by different callers in a row, about different tenants,
 * in an order that the seed draws; first one after the other, then many at once. Each is answered as if it were alone.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { inParallel } from '../../shared/app/store/in-parallel.ts';
import { contract } from '../../shared/contract/contract.ts';
import { seed } from '../fixtures/seed.ts';
import { callRaw, shownIn } from '../e2e/support/call.ts';
import { SeededRandom } from '../../random/seeded-random.ts';
import { aCast, type Cast } from './cast.ts';
import { cells, sentOf, told, type Cell } from './cells.ts';
import { strangersIn } from './leaks.ts';
import { callsAtOnce, castMsMax } from './limits.ts';

/** Looks at what is there, by everybody: they change nothing, so they can come in any order. */
const looks = cells.filter(({ route, place }) => contract[route].method === 'GET' && (place === 'own' || place === 'foreign'));

function shuffled(name: string): readonly Cell[] {
  const random = new SeededRandom(seed).of(name);
  return looks
    .map((cell) => ({ cell, at: random.next() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ cell }) => cell);
}

/** For every route: somebody who may, then somebody who may not, and so on. Who may comes first, and just before. */
function inTurns(): readonly Cell[] {
  return [...Map.groupBy(looks, ({ route }) => route).values()].flatMap((of) => {
    const may = of.filter(({ expected }) => expected < 300);
    const mayNot = of.filter(({ expected }) => expected >= 400);
    return mayNot.flatMap((cell, at) => [may[at % may.length] ?? cell, cell]);
  });
}

describe('warm workers', () => {
  let cast: Cast;
  beforeAll(async () => (cast = await aCast()), castMsMax);

  async function wrongWith(cell: Cell): Promise<readonly string[]> {
    const answer = await callRaw(cell.route, sentOf(cast, cell));
    const { status } = answer;
    const strangers = strangersIn(cast, cell, shownIn(answer));
    return status === cell.expected && strangers.length === 0 ? [] : [`${told(cell)}: ${status} ${strangers.join(' ')}`];
  }

  async function oneByOne(row: readonly Cell[]): Promise<void> {
    for (const cell of row) expect(await wrongWith(cell)).toEqual([]);
  }

  it('[sec-warm-1] called by whoever may and whoever may not, in turns, carry no right from one to the next', () =>
    oneByOne(inTurns()));

  it('called by everybody about everything, in any order, carry nothing from one to the next', () =>
    oneByOne(shuffled('one by one')));

  it('called by everybody at once, mix up nobody', async () => {
    const wrong = await inParallel([...shuffled('at once'), ...shuffled('at once again')], callsAtOnce, wrongWith);
    expect(wrong.flat()).toEqual([]);
  });
});
