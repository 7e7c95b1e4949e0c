/** What is put off under too much, in which order, and what never is: the rules, and the answer. */
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { sheddable } from '../../functions/sheddable/handler.ts';
import type { HttpContext } from '../../functions/http/context.ts';
import { seeker } from '../../functions/seeker/handler.ts';
import { rankOf, shareShed } from '../../functions/http/shedding.ts';
import { LoadMonitor } from '../../functions/runtime/load-monitor.ts';
import { pressureHalfLifeMs } from '../../functions/runtime/limits.ts';
import { retryAfterSeconds } from '../../shared/domain/limits.ts';
import { shedFrom, shedSpreadSeconds } from '../../functions/http/limits.ts';
import { spaceOr404 } from '../../shared/app/store/load-space.ts';
import { type RouteId, contract } from '../../shared/contract/contract.ts';
import { shedRanks } from '../../shared/contract/route.ts';
import { requestNo, spaceNo } from '../fixtures/domain.ts';
import { httpContext, httpEvent } from '../fixtures/http.ts';
import { lambdaContext } from '../fixtures/lambda.ts';
import { aService, aSpace, valueOf } from '../fixtures/service.ts';
import { rankIn } from './load/ranks.ts';

const isRoute = (id: string): id is RouteId => id in contract;
const allRoutes = Object.keys(contract).filter(isRoute);
const nobody = { n: 1, who: '', params: {}, invokedAt: 0, completedAt: 0, outcome: 'ok' } as const;

describe('the ranks', () => {
  it.each(allRoutes)('of %s are what the requirement says, whatever the body says', (route) => {
    const bodies = [{}, { urgency: 'whenever' }, { urgency: 'soon' }, { urgency: 'now' }, { urgency: 7 }, { notSafeNow: true }];
    const served = { page: 'whenever', board: 'console' } as const;
    for (const sent of bodies) {
      const rank = rankIn({ ...nobody, route, sent });
      const expected = rank === 'page' || rank === 'board' ? served[rank] : rank;
      expect(rankOf(route, () => new Map(Object.entries(sent)))).toBe(expected);
    }
  });

  it('are put off in their order, whatever the pressure', () => {
    const felt = fc.record({
      ms: fc.double({ min: 0, max: 10_000, noNaN: true }),
      calls: fc.nat(1_000),
      callers: fc.nat(1_000),
    });
    fc.assert(
      fc.property(felt, (under) => {
        const shares = shedRanks.map((rank) => shareShed(rank, under));
        expect(shares).toEqual(shares.toSorted((a, b) => b - a));
        for (const share of shares) expect(share >= 0 && share <= 1).toBe(true);
      }),
    );
  });

  it('are all let in where there is little to do, and none where there is far too much', () => {
    for (const rank of shedRanks) {
      const little = { ms: 200, calls: 5, callers: 3 };
      expect(shareShed(rank, little)).toBe(0);
      expect(shareShed(rank, { ...little, ms: 5_000 })).toBe(1);
      expect(shareShed(rank, { ...little, calls: 500 })).toBe(1);
      expect(shareShed(rank, { ...little, callers: 1_000 })).toBe(1);
    }
  });
});

describe('pressure', () => {
  it('is how long calls take lately, not how long one of them took, and is forgotten', async () => {
    let now = 0;
    const felt = new LoadMonitor(() => now);
    const call = (ms: number) =>
      felt.feel(async () => {
        now += ms;
      });
    for (let nth = 0; nth < 100; nth += 1) await call(10);
    expect(felt.ms).toBeCloseTo(10, 0);
    await call(500);
    expect(felt.ms).toBeLessThan(70);
    for (let nth = 0; nth < 100; nth += 1) await call(500);
    expect(felt.ms).toBeGreaterThan(400);
    const [before] = [felt.ms];
    now += pressureHalfLifeMs;
    expect(felt.ms).toBeCloseTo(before / 2, 5);
  });

  it('counts calls under way, also those that fail', async () => {
    const felt = new LoadMonitor();
    const { promise, reject } = Promise.withResolvers<never>();
    const calls = [felt.feel(() => promise), felt.feel(() => promise)];
    expect(felt.calls).toBe(2);
    reject(new Error('lost'));
    await Promise.allSettled(calls);
    expect(felt.calls).toBe(0);
  });
});

describe('a crowd at the door', () => {
  it('is counted as it is let in, before anybody has called the store, and not while it only waits', async () => {
    const felt = new LoadMonitor();
    const [hold, store] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const served = [
      felt.serve(() => felt.rest(() => hold.promise)),
      felt.serve(() => store.promise),
      felt.serve(() => Promise.reject(new Error('broken'))),
    ];
    expect(felt.callers).toBe(2);
    await Promise.allSettled(served.slice(2));
    expect(felt.callers).toBe(1);
    hold.resolve();
    store.resolve();
    await Promise.allSettled(served);
    expect(felt.callers).toBe(0);
  });

  it('that comes in one turn of a process is put off but for the first of them', async () => {
    const { promise: slow, resolve: done } = Promise.withResolvers<void>();
    const ports = () => slow.then(() => Promise.reject(new Error('looked up')));
    const handler = sheddable(httpContext({ ports, random: Math.random }));
    const event = httpEvent('listVolunteers', { params: { space: spaceNo(1) } });
    const crowd = Array.from({ length: 100 }, () => handler(event, lambdaContext));
    done();
    const letIn = (await Promise.all(crowd)).filter(({ statusCode }) => statusCode !== 503);
    expect(letIn.length).toBeLessThanOrEqual(2 * shedFrom.console.callers);
    expect(letIn.length).toBeGreaterThanOrEqual(shedFrom.console.callers);
  });
});

describe('whoever is put off', () => {
  const { promise: never, resolve } = Promise.withResolvers<void>();
  afterAll(() => resolve());

  const problem = z.object({
    status: z.number(),
    support: z.object({ country: z.string().nullable(), resources: z.array(z.unknown()).min(1) }),
  });
  /** A process with two hundred calls to the store under way. */
  const rushed = () => {
    const context = httpContext({ random: Math.random });
    for (let nth = 0; nth < 200; nth += 1) void context.load.feel(() => never);
    return context;
  };
  const asks = (context: HttpContext, body: object, space = spaceNo(1)) =>
    sheddable(context)(httpEvent('ask', { params: { space }, body }), lambdaContext);

  it('is shown the help of the space as it was last answered for', async () => {
    const context = rushed();
    const service = aService();
    const id = await aSpace(service);
    const helpShown = async () => problem.parse(JSON.parse((await asks(context, {}, id)).body ?? '')).support;
    expect((await helpShown()).country).toBeNull();
    const { country } = context.spaces.remember(valueOf(await spaceOr404(service.ports, id)));
    expect((await helpShown()).country).toBe(country);
  });

  it('is told when to come again, with help, before anything is looked up; and nobody else is', async () => {
    const context = rushed();
    const { statusCode, headers = {}, body } = await asks(context, { urgency: 'now', country: 'GB' });
    expect(statusCode).toBe(503);
    const after = Number(headers['retry-after']);
    expect(after).toBeGreaterThanOrEqual(retryAfterSeconds);
    expect(after).toBeLessThan(retryAfterSeconds + shedSpreadSeconds);
    expect(problem.parse(JSON.parse(body ?? '')).status).toBe(503);
    // These go on to where everything is looked up, which is broken here.
    expect((await asks(context, { notSafeNow: true })).statusCode).toBe(500);
    const cancelled = httpEvent('cancelRequest', { params: { space: spaceNo(1), request: requestNo(1) }, body: {} });
    expect((await seeker(context)(cancelled, lambdaContext)).statusCode).toBe(500);
  });
});
