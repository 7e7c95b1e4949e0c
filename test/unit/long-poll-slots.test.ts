/** The cap on long polls: every slot that is taken is given back. */
import { describe, expect, it } from 'vitest';
import { longPollerOf } from '../../functions/http/long-poll.ts';
import { ok } from '../../shared/domain/result.ts';
import { httpContext, httpEvent } from '../fixtures/http.ts';
import { aService, anonymousCaller, valueOf } from '../fixtures/service.ts';

const holding = { ...httpContext({ wait: { secondsMax: 20, slots: 1 } }), authenticate: async () => ok(anonymousCaller) };

describe('a long poll', () => {
  const poll = async ({ ports }: ReturnType<typeof aService>) => {
    let reads = 0;
    const read = async () => ok({ status: 200, etag: String((reads += 1)) });
    const hold = longPollerOf(holding, ports, httpEvent('showRequest'));
    return valueOf(await hold({ first: { status: 304, etag: '0' }, seconds: 20, read, until: () => reads > 0 })).waited;
  };

  it('[bug-slot-returned] gives its slot back, so that the next one can wait', async () => {
    const service = aService();
    expect(await poll(service)).toBe(true);
    expect(await poll(service)).toBe(true);
  });

  it('does not wait if every slot is taken', async () => {
    const service = aService();
    const [one, two] = await Promise.all([poll(service), poll(service)]);
    expect([one, two].toSorted()).toEqual([false, true]);
  });
});
