import { describe, expect, it } from 'vitest';
import { withFaults } from '../../shared/adapters/memory/faults.ts';
import { seededIds } from '../../shared/adapters/memory/ids.ts';
import { SeededRandom } from '../../random/seeded-random.ts';
import { idempotently, type IdempotentCall } from '../../shared/app/resource/idempotently.ts';
import { merged } from '../../shared/app/store/merged.ts';
import { sortableId } from '../../shared/app/store/sortable-id.ts';
import { editVolunteer } from '../../shared/app/volunteers/edit-volunteer.ts';
import { addVolunteer } from '../../shared/app/volunteers/add-volunteer.ts';
import { liveKeys } from '../../shared/app/store/keys.ts';
import { seatRecord, talkRecord } from '../../shared/app/store/live-records.ts';
import { volunteerCreation, volunteerEdit } from '../../shared/contract/volunteers.ts';
import { reportId, volunteerId } from '../../shared/domain/ids.ts';
import { idempotencySeconds } from '../../shared/domain/limits.ts';
import { ok } from '../../shared/domain/result.ts';
import { aTalk, at, noon, requestNo, spaceNo } from '../fixtures/domain.ts';
import { seed } from '../fixtures/seed.ts';
import { aService, aSpace, aVolunteer, isOn, anonymousCaller, problemOf, stored, valueOf } from '../fixtures/service.ts';
import { volunteerBody } from '../world/bodies.ts';

describe('sortable ids', () => {
  it('sort by the time they were made, and are valid ids', () => {
    const random = new SeededRandom(1);
    const ids = seededIds((count) => random.bytes(count));
    const made = [at(-1.7e9), at(-3600), at(0), at(0.001), at(1), at(1e9)].map((time) => sortableId(ids, 'rpt', time));
    expect(made.toSorted()).toEqual(made);
    for (const id of made) expect(reportId.safeParse(id).success).toBe(true);
    expect(sortableId(ids, 'rpt', noon)).not.toBe(sortableId(ids, 'rpt', noon));
  });
});

describe('merging', () => {
  it('takes every value of the edit, also null and false, and leaves what is undefined there', () => {
    const base: { a: number | null; b: boolean; c: string } = { a: 1, b: true, c: 'x' };
    expect(merged(base, { a: null, b: false, c: undefined })).toEqual({ a: null, b: false, c: 'x' });
    expect(base).toEqual({ a: 1, b: true, c: 'x' });
  });
});

describe('an idempotent creation', () => {
  const call: IdempotentCall = { caller: anonymousCaller, route: 'report', key: 'k', payload: { a: 1, b: 2 }, now: noon };

  function counting() {
    const { ports, person } = aService();
    let made = 0;
    const run = (parts: Partial<IdempotentCall>) =>
      idempotently(
        ports,
        { ...call, ...parts },
        {
          make: async () => {
            made += 1;
            return ok({ writes: [], about: `thing ${made}`, value: `made ${made}` });
          },
          again: async (about) => ok(`found ${about}`),
        },
      );
    return { run, person };
  }

  it('is found again by the same caller, route, space and payload, however the payload was written', async () => {
    const { run } = counting();
    expect(valueOf(await run({}))).toBe('made 1');
    expect(valueOf(await run({ payload: { b: 2, a: 1 } }))).toBe('found thing 1');
    expect(problemOf(await run({ payload: { a: 1 } })).code).toBe('idempotency-mismatch');
  });

  it('is a new one for another caller, route, space or key, and without a key', async () => {
    const { run, person } = counting();
    const others: Partial<IdempotentCall>[] = [
      { caller: person('a') },
      { caller: { kind: 'seeker', request: requestNo(1) } },
      { route: 'createSpace' },
      { space: spaceNo(1) },
      { key: 'other' },
      { key: undefined },
      { key: undefined },
    ];
    valueOf(await run({}));
    for (const other of others) expect(valueOf(await run(other))).toMatch(/^made/u);
  });

  it('is forgotten after a day', async () => {
    const { run } = counting();
    valueOf(await run({}));
    expect(valueOf(await run({ now: at(idempotencySeconds - 1) }))).toBe('found thing 1');
    expect(valueOf(await run({ now: at(idempotencySeconds) }))).toBe('made 2');
  });
});

describe('under random faults of the store', () => {
  const runs = Array.from({ length: 60 }, (_, run) => seed + run);

  it('adds one volunteer per key and keeps seat and requests consistent, or answers 503', async () => {
    const occurred = { done: 0, refused: 0 };
    for (const one of runs) {
      const rates = { throttled: 0.01, conflict: 0.15, unknownUndone: 0.1, unknownDone: 0.15 };
      let faulty = false;
      const random = new SeededRandom(one);
      const service = aService((store) => withFaults(store, { rates, random: () => (faulty ? random.next() : 0.999) }));
      const space = await aSpace(service);
      const { id } = (await aVolunteer(service, space, { subject: 'x' })).view;
      await isOn(service, { space, volunteer: id }, [aTalk()]);
      faulty = true;

      const caller = service.person('coordinator');
      const body = volunteerCreation.parse(volunteerBody);
      const adding = await Promise.all([1, 2, 3].map(() => addVolunteer(service.ports, { caller, space, key: 'k', body }, noon)));
      const suspension = volunteerEdit.parse({ status: 'suspended' });
      const suspend = { caller, space, volunteer: id, ifMatch: ['*'], body: suspension, endStranded: true };
      const suspended = await editVolunteer(service.ports, suspend, noon);
      faulty = false;

      const added = new Set(adding.flatMap((answer) => (answer.ok ? [answer.value.view.id] : [])));
      const volunteers = service.store.dump().filter(({ key }) => key.sk.startsWith('VOLUNTEER#'));
      expect(added.size, `seed ${one}`).toBeLessThanOrEqual(1);
      expect(volunteers.length, `seed ${one}`).toBeLessThanOrEqual(2);
      for (const made of added) expect(volunteers.map(({ body: { id: stored_ } }) => stored_)).toContain(volunteerId.parse(made));
      for (const answer of [...adding, suspended]) if (!answer.ok) expect(answer.error.code).toBe('unavailable');

      const seat = await stored(service.store, liveKeys.seat(space, id), seatRecord);
      const talk = await stored(service.store, liveKeys.talk(requestNo(1)), talkRecord);
      expect(seat.offers.length, `seed ${one}`).toBe(talk.offers.length);
      if (suspended.ok) expect(seat, `seed ${one}`).toMatchObject({ on: 'off', offers: [] });
      const rows = service.store.dump().filter((item) => item.body['what'] === 'volunteer-suspended');
      expect(rows.length, `seed ${one}`).toBe(seat.on === 'off' ? 1 : 0);
      occurred[suspended.ok ? 'done' : 'refused'] += 1;
    }
    expect(occurred.done).toBeGreaterThan(runs.length / 2);
  });
});
