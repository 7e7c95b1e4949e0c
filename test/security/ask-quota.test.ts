/** How often may be asked: a loop in one app drowns nobody else, and keeps nobody out who is not safe. */
import { describe, expect, it } from 'vitest';
import type { Caller, PartnerCaller } from '../../shared/app/access/callers.ts';
import { spendAsk } from '../../shared/app/talk-requests/ask-quota.ts';
import { askBody } from '../../shared/contract/talk-requests.ts';
import { partnerId, spaceId, type SpaceId } from '../../shared/domain/ids.ts';
import { askWindowSeconds, directAsksPerMinute, partnerAsksPerMinute } from '../../shared/domain/limits.ts';
import { err } from '../../shared/domain/result.ts';
import { at, noon } from '../fixtures/domain.ts';
import { aService, nobody, problemOf, valueOf } from '../fixtures/service.ts';
import { askingBody } from '../world/bodies.ts';

const [here, there] = [spaceId.parse('spc_here0000'), spaceId.parse('spc_there000')];
const body = askBody.parse(askingBody);

function partnerOf(name: string): PartnerCaller {
  return { kind: 'partner', partner: partnerId.parse(`ptn_${name}0000000`), spaces: [here], rights: ['ask'], test: false };
}

const mine = partnerOf('mine');

/** A caller in a space, at the end of what they may ask in this minute. */
async function atTheEnd(caller: Caller, most: number) {
  const { ports } = aService();
  const spend = (by: Caller = caller, space: SpaceId = here, now = noon, notSafeNow = false) =>
    spendAsk(ports, { caller: by, space, key: 'key', body: { ...body, notSafeNow } }, now);
  for (let left = most - 1; left >= 0; left -= 1) expect(valueOf(await spend())).toMatchObject({ most, left });
  return { ports, spend };
}

describe('asking too often', () => {
  it.each([
    ['a partner', mine, partnerAsksPerMinute],
    ['everybody without one together', nobody, directAsksPerMinute],
  ] as const)('[sec-quota-1] is 429 for %s until the minute is over, and for nobody else', async (_, caller, most) => {
    const { spend } = await atTheEnd(caller, most);
    const problem = problemOf(await spend());
    expect(problem.code).toBe('too-many-requests');
    expect(problem.retryAfterSeconds).toBeGreaterThan(0);
    expect(problem.retryAfterSeconds).toBeLessThanOrEqual(askWindowSeconds);
    expect((await spend(partnerOf('other'))).ok).toBe(true);
    expect((await spend(caller, there)).ok).toBe(true);
    expect((await spend(caller, here, at(askWindowSeconds))).ok).toBe(true);
  });

  it('[sec-quota-2] keeps nobody out who is not safe', async () => {
    const { spend } = await atTheEnd(mine, partnerAsksPerMinute);
    expect((await spend(mine, here, noon, true)).ok).toBe(true);
  });

  it('is not held against anybody where it cannot be counted', async () => {
    const { ports } = await atTheEnd(mine, partnerAsksPerMinute);
    const silent = { ...ports, rateCounters: { hit: () => Promise.resolve(err({ code: 'unavailable' as const })) } };
    expect(await spendAsk(silent, { caller: mine, space: here, key: 'key', body }, noon)).toEqual({ ok: true, value: undefined });
  });
});
