/** The figures of a day: what is counted, once, and how the board and the days show it. */
import { beforeEach, describe, expect, it } from 'vitest';
import { sheddable } from '../../functions/sheddable/handler.ts';
import { showBoard } from '../../shared/app/board/board.ts';
import { showDays } from '../../shared/app/board/days.ts';
import { countEvents } from '../../shared/app/statistics/count-events.ts';
import { homeKeys, liveKeys } from '../../shared/app/store/keys.ts';
import { escalationRecord } from '../../shared/app/store/home-records.ts';
import { talkRecord } from '../../shared/app/store/live-records.ts';
import { spaceOr404 } from '../../shared/app/store/load-space.ts';
import { eraseRequest } from '../../shared/app/talk-requests/erase.ts';
import { boardView, dayView } from '../../shared/contract/board.ts';
import { escalationId, reportId, type SpaceId } from '../../shared/domain/ids.ts';
import { daysMax } from '../../shared/domain/limits.ts';
import type { Talk } from '../../shared/domain/talk.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import { aTalk, at, noon, requestNo, today } from '../fixtures/domain.ts';
import { httpContext, httpEvent } from '../fixtures/http.ts';
import { lambdaContext } from '../fixtures/lambda.ts';
import { aService, aSpace, committed, expectConforms, problemOf, valueOf, type Service } from '../fixtures/service.ts';

let service: Service;
let space: SpaceId;

beforeEach(async () => {
  service = aService();
  space = await aSpace(service, { demo: true, timeZone: 'UTC' });
});

const caller = () => service.person('coordinator');
const board = async (now: EpochMs) => valueOf(await showBoard(service.ports, { caller: caller(), space }, now));
const days = (from?: string, to?: string) => showDays(service.ports, { caller: caller(), space, from, to }, noon);

async function counts(...events: readonly Talk[]): Promise<void> {
  const known = valueOf(await spaceOr404(service.ports, space));
  valueOf(
    await countEvents(
      service.ports,
      known,
      events.map((talk) => ({ talk, at: noon })),
    ),
  );
}

async function put(talk: Talk): Promise<void> {
  valueOf(await committed(service.store, [talkRecord.put(service.ports.ids, talk, undefined)]));
}

describe('a day', () => {
  it('[bug-day-zone] is the day in the time zone of the space', async () => {
    space = await aSpace(service, { demo: true, timeZone: 'Pacific/Auckland' });
    await counts(aTalk({ space }));
    const day = (date: string) => service.store.get(homeKeys.dayCounts(space, date));
    expect(await day(today)).toMatchObject({ value: undefined });
    expect(await day('2026-03-03')).toMatchObject({ value: { body: { figures: { asked: 1 } } } });
  });

  it('[bug-erased-counted] counts an erased request as erased, and the board as cancelled', async () => {
    await put(aTalk({ space }));
    const { store, ports } = service;
    const images: Talk[] = [];
    const commit = store.commit.bind(store);
    const watched: typeof commit = async (writes) => {
      for (const write of writes)
        if (write.kind === 'put' && write.item.key.pk.startsWith('TALK#')) images.push(talkRecord.read(write.item));
      return commit(writes);
    };
    const seeker = { kind: 'seeker', request: requestNo(1) } as const;
    const watching = { ...ports, store: { ...ports.store, commit: watched } };
    valueOf(await eraseRequest(watching, { caller: seeker, space, request: requestNo(1) }, noon));
    expect(images).toMatchObject([{ event: 'cancelled', state: 'cancelled', erasing: true }]);
    const found = await store.get(liveKeys.talk(requestNo(1)));
    expect(found).toEqual({ ok: true, value: undefined });
    await counts(aTalk({ space }), ...images);
    expect((await board(noon)).today).toMatchObject({ asked: 1, cancelled: 1 });
    expect(valueOf(await days(today, today)).items).toMatchObject([{ asked: 1, cancelled: 0, erased: 1 }]);
  });

  it('counts escalations once, and no reports, of which a reported coordinator would learn', async () => {
    const escalation = escalationId.parse('esc_00000001');
    const reports = ['rpt_00000001', 'rpt_00000002'].map((id) => reportId.parse(id));
    const ended = aTalk({ n: 2, space, seq: 5, event: 'ended', state: 'ended', endedAt: noon });
    const first: Talk = { ...ended, event: 'reported', reports: reports.slice(0, 1) };
    const second: Talk = { ...ended, event: 'reported', reports };
    await counts(aTalk({ space, escalation, need: 'notSafeNow' }), ended, first, second, first, second);
    expect(valueOf(await days(today, today)).items).toMatchObject([{ asked: 1, talks: 1, cases: 1 }]);
  });

  it('has zeros without figures, and is left out if it is to come', async () => {
    const week = valueOf(await days()).items;
    expect(week.map(({ date }) => date)).toEqual(
      ['02-24', '02-25', '02-26', '02-27', '02-28', '03-01', '03-02'].map((one) => `2026-${one}`),
    );
    for (const day of week) expectConforms(dayView, day);
    expect(week[0]).toMatchObject({ asked: 0, waitP50: null });
    expect(valueOf(await days('2026-03-01', '2026-12-31')).items).toHaveLength(2);
    expect(problemOf(await days('2026-03-02', '2026-03-01'))).toMatchObject({ code: 'unprocessable' });
    expect(problemOf(await days('2020-01-01'))).toMatchObject({ errors: [{ detail: `At most ${daysMax} days.` }] });
  });

  it('is shown as CSV to a caller who prefers it', async () => {
    const verify = async () => ({ sub: 'coordinator', operator: false });
    const handler = sheddable(httpContext({ ports: async () => service.ports, verify }));
    const sent = (accept: string) =>
      handler(
        httpEvent('days', {
          params: { space },
          query: { from: today, to: today },
          headers: { authorization: 'Bearer token', accept },
        }),
        lambdaContext,
      );
    const csv = await sent('text/csv');
    expect(csv.headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8; header=present' });
    expect(csv.body).toBe(
      'date,asked,matched,cancelled,expired,erased,waitP50,waitP90,lapses,declines,talks,cases\r\n2026-03-02,0,0,0,0,0,,,0,0,0,0\r\n',
    );
    for (const accept of ['*/*', 'application/json', 'application/json, text/csv;q=0.5', 'text/csv;q=0'])
      expect((await sent(accept)).headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8' });
  });
});

describe('the board', () => {
  it('gives waits as ranges', async () => {
    await counts(aTalk({ space, seq: 2, event: 'expired', state: 'expired', endedAt: at(30) }));
    const shown = await board(noon);
    expectConforms(boardView, shown);
    expect(shown.today).toMatchObject({ waitP50: { fromSeconds: 0, toSeconds: 60 }, waitP90: { fromSeconds: 0, toSeconds: 60 } });
  });

  it('[bug-stale-figures] says that its figures are stale when they lack what happened a minute ago', async () => {
    await put(aTalk({ space }));
    expect((await board(at(59))).today).toMatchObject({ countedUpTo: null, stale: false });
    expect((await board(at(60))).today).toMatchObject({ countedUpTo: null, stale: true });
    await counts(aTalk({ space }));
    expect((await board(at(60))).today).toMatchObject({ countedUpTo: '2026-03-02T12:00:00.000Z', stale: false });
  });

  it('[bug-cases-counted] counts every open case, not those among the latest hundred', async () => {
    const { ids } = service.ports;
    for (let n = 0; n < 130; n += 1) {
      const id = (prefix: string) => `${prefix}_${String(n).padStart(8, '0')}`;
      const open = n % 10 === 0;
      const steps = open ? [] : [{ state: 'closed', at: noon, by: 'x' } as const];
      const raised = {
        id: escalationId.parse(id('esc')),
        space,
        rev: '',
        state: open ? 'raised' : 'closed',
        cause: 'not-safe-now',
        request: requestNo(1),
        raisedAt: noon,
        steps,
      } as const;
      valueOf(await committed(service.store, [escalationRecord.put(ids, { ...raised, steps: [...steps] }, undefined)]));
    }
    expect((await board(noon)).cases).toEqual({ escalationsOpen: 13, reportsOpen: 0 });
  });
});
