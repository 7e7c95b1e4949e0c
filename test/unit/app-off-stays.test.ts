/** An acknowledged off stays, also while a call of "on" that began before it is still under way. */
import { describe, expect, it } from 'vitest';
import { answerReserveMs } from '../../functions/http/limits.ts';
import { deadlineOf, portsUntil } from '../../functions/runtime/deadline.ts';
import { commitReserveMs } from '../../functions/runtime/limits.ts';
import { setAvailability } from '../../shared/app/availability/set-availability.ts';
import { liveKeys } from '../../shared/app/store/keys.ts';
import { seatRecord } from '../../shared/app/store/live-records.ts';
import { availabilityBody } from '../../shared/contract/availability.ts';
import { noon } from '../fixtures/domain.ts';
import { aService, aSpace, aVolunteer, disruption, overtakenBy, problemOf, stored, valueOf } from '../fixtures/service.ts';

async function aListener() {
  const service = aService();
  const space = await aSpace(service);
  const { id } = (await aVolunteer(service, space, { subject: 'me' })).view;
  const call = (body: object, key?: string, ports = service.ports) =>
    setAvailability(
      ports,
      { caller: service.person('me'), space, body: availabilityBody.parse(body), ...(key === undefined ? {} : { key }) },
      noon,
    );
  const on = (key?: string) => call({ available: true }, key);
  const off = async () => valueOf(await call({ available: false }));
  const seat = () => stored(service.store, liveKeys.seat(space, id), seatRecord);
  return { service, call, on, off, seat };
}

describe('an on that an off overtakes', () => {
  it.each([
    ['before its first write', 0],
    ['before its second write', 1],
  ])('[bug-on-undoes-off] leaves the volunteer off: %s', async (_when, before) => {
    const { service, on, off, seat } = await aListener();
    valueOf(await on());
    await off();
    for (let n = 0; n < before; n += 1) service.ahead.push((commit) => commit());
    service.ahead.push(overtakenBy(off));
    expect(problemOf(await on()).code).toBe('session-ended');
    expect(await seat()).toMatchObject({ on: 'off' });
    expect((await seat()).entering).toBeUndefined();
  });

  it('[bug-first-off-unsaid] leaves a volunteer off who was never on', async () => {
    const { service, on, off, seat } = await aListener();
    // The row of the room is written before the seat.
    service.ahead.push((commit) => commit(), overtakenBy(off));
    expect(problemOf(await on()).code).toBe('session-ended');
    expect(await seat()).toMatchObject({ on: 'off', offs: 1 });
  });

  it('leaves the volunteer off although the outcome of its second write was unknown', async () => {
    const { service, on, off, seat } = await aListener();
    valueOf(await on());
    await off();
    service.ahead.push(
      (commit) => commit(),
      async (commit) => {
        const unknown = await disruption.unknownDone(commit);
        await off();
        return unknown;
      },
    );
    expect(problemOf(await on()).code).toBe('session-ended');
    expect(await seat()).toMatchObject({ on: 'off' });
  });

  it('does not hinder the next on', async () => {
    const { on, off, seat } = await aListener();
    await off();
    await off();
    expect(valueOf(await on()).state).toBe('on');
    expect(await seat()).toMatchObject({ on: 'on', offs: 2 });
  });

  it('gets the answer of its first arrival if it is repeated with its key', async () => {
    const { on, off } = await aListener();
    valueOf(await on('key'));
    await off();
    expect(valueOf(await on('key')).state).toBe('off');
  });
});

describe('a call whose time is over', () => {
  it('[bug-commit-after-deadline] commits nothing, and is unavailable', async () => {
    const { service, call, off, seat } = await aListener();
    await off();
    const before = await seat();
    const late = portsUntil(service.ports, { deadline: AbortSignal.abort(), mayGoOn: () => true });
    expect(problemOf(await call({ available: true }, undefined, late)).code).toBe('unavailable');
    expect(await seat()).toEqual(before);
  });

  it('stops committing before its function answers by itself', async () => {
    expect(commitReserveMs).toBeGreaterThan(answerReserveMs);
    const deadline = deadlineOf({ getRemainingTimeInMillis: () => commitReserveMs });
    await new Promise((resolve) => deadline.addEventListener('abort', resolve));
    expect(deadlineOf({ getRemainingTimeInMillis: () => commitReserveMs + 60_000 }).aborted).toBe(false);
  });
});
