/** What is shed under overload, in which order, and what is never shed: the rules, and the answer. */
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
const noCaller = { n: 1, who: '', params: {}, invokedAt: 0, completedAt: 0, outcome: 'ok' } as const;

describe('the ranks', () => {
  it.each(allRoutes)('of %s are those of the requirement for every body', (route) => {
    const bodies = [{}, { urgency: 'whenever' }, { urgency: 'soon' }, { urgency: 'now' }, { urgency: 7 }, { notSafeNow: true }];
    const served = { page: 'whenever', board: 'console' } as const;
    for (const sent of bodies) {
      const rank = rankIn({ ...noCaller, route, sent });
      const expected = rank === 'page' || rank === 'board' ? served[rank] : rank;
      expect(rankOf(route, () => new Map(Object.entries(sent)))).toBe(expected);
    }
  });

  it('are shed in their order at every load', () => {
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

  it('are all let in under little load, and none under far too much', () => {
    for (const rank of shedRanks) {
      const little = { ms: 200, calls: 5, callers: 3 };
      expect(shareShed(rank, little)).toBe(0);
      expect(shareShed(rank, { ...little, ms: 5_000 })).toBe(1);
      expect(shareShed(rank, { ...little, calls: 500 })).toBe(1);
      expect(shareShed(rank, { ...little, callers: 1_000 })).toBe(1);
    }
  });
});

describe('the load monitor', () => {
  it('measures how long recent calls take, ignores a single slow call, and decays', async () => {
    let now = 0;
    const felt = new LoadMonitor(() => now);
    const call = (ms: number) =>
      felt.measure(async () => {
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

  it('counts open calls, and stops counting those that fail', async () => {
    const felt = new LoadMonitor();
    const { promise, reject } = Promise.withResolvers<never>();
    const calls = [felt.measure(() => promise), felt.measure(() => promise)];
    expect(felt.calls).toBe(2);
    reject(new Error('lost'));
    await Promise.allSettled(calls);
    expect(felt.calls).toBe(0);
  });
});

describe('a crowd of simultaneous calls', () => {
  it('is counted when it is let in, before any call reaches the store, and not while a call only waits', async () => {
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

  it('is shed except for its first calls if it comes in one turn of a process', async () => {
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

describe('a caller whose call is shed', () => {
  const { promise: never, resolve } = Promise.withResolvers<void>();
  afterAll(() => resolve());

  const problem = z.object({
    status: z.number(),
    support: z.object({ country: z.string().nullable(), resources: z.array(z.unknown()).min(1) }),
  });
  /** A process with two hundred open calls to the store. */
  const rushed = () => {
    const context = httpContext({ random: Math.random });
    for (let nth = 0; nth < 200; nth += 1) void context.load.measure(() => never);
    return context;
  };
  const asks = (context: HttpContext, body: object, space = spaceNo(1)) =>
    sheddable(context)(httpEvent('ask', { params: { space }, body }), lambdaContext);

  it('gets the help of the country that the process last read for the space', async () => {
    const context = rushed();
    const service = aService();
    const id = await aSpace(service);
    const helpShown = async () => problem.parse(JSON.parse((await asks(context, {}, id)).body ?? '')).support;
    expect((await helpShown()).country).toBeNull();
    const { country } = context.spaces.remember(valueOf(await spaceOr404(service.ports, id)));
    expect((await helpShown()).country).toBe(country);
  });

  it('gets Retry-After and help before any lookup, and callers whose calls are never shed do not', async () => {
    const context = rushed();
    const { statusCode, headers = {}, body } = await asks(context, { urgency: 'now', country: 'GB' });
    expect(statusCode).toBe(503);
    const after = Number(headers['retry-after']);
    expect(after).toBeGreaterThanOrEqual(retryAfterSeconds);
    expect(after).toBeLessThan(retryAfterSeconds + shedSpreadSeconds);
    expect(problem.parse(JSON.parse(body ?? '')).status).toBe(503);
    // These calls go on to the store, which is broken here.
    expect((await asks(context, { notSafeNow: true })).statusCode).toBe(500);
    const cancelled = httpEvent('cancelRequest', { params: { space: spaceNo(1), request: requestNo(1) }, body: {} });
    expect((await seeker(context)(cancelled, lambdaContext)).statusCode).toBe(500);
  });
});
