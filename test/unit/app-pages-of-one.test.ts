/** Everything that reads a list reads all of it. Here the store gives one item a page, so that two items show it. */
import { describe, expect, it } from 'vitest';
import { showBoard } from '../../shared/app/board/board.ts';
import { renewAlerts } from '../../shared/app/cases/renew-alerts.ts';
import { listReports } from '../../shared/app/cases/reports.ts';
import { tellOfCases } from '../../shared/app/cases/tell-of-cases.ts';
import { matchRoom } from '../../shared/app/matching/match-room.ts';
import { addCoordinator, removeCoordinator } from '../../shared/app/spaces/coordinators.ts';
import { leaversPk } from '../../shared/app/store/keys.ts';
import { leaverRecord, seatRecord, talkRecord } from '../../shared/app/store/live-records.ts';
import { spaceOr404 } from '../../shared/app/store/load-space.ts';
import { ask } from '../../shared/app/talk-requests/ask.ts';
import { forgetLeavers } from '../../shared/app/volunteers/remove-volunteer.ts';
import { askBody } from '../../shared/contract/talk-requests.ts';
import { ok } from '../../shared/domain/result.ts';
import type { Store } from '../../shared/ports.ts';
import { aReport, anEscalation } from '../fixtures/cases.ts';
import { aSeat, aTalk, noon, volunteerNo } from '../fixtures/domain.ts';
import { aService, aSpace, aVolunteer, committed, isOn, valueOf } from '../fixtures/service.ts';
import { askingBody } from '../world/bodies.ts';
import { partnerOf } from '../world/people.ts';

const oneAPage = (store: Store): Store => ({ ...store, query: (wanted) => store.query({ ...wanted, limit: 1 }) });

async function aFixture() {
  const service = aService(oneAPage);
  const space = await aSpace(service, { demo: true });
  const operator = service.person('operator', 'operator');
  valueOf(await addCoordinator(service.ports, { caller: operator, space, sub: 'second' }, noon));
  return { service, space, operator, ports: service.ports, store: service.store };
}

/** What the case notifier sends now. */
async function told({ ports }: Awaited<ReturnType<typeof aFixture>>): Promise<readonly string[]> {
  const sent: string[] = [];
  const topic = { publish: async ({ about }: { readonly about: string }) => (sent.push(about), ok()) };
  valueOf(await tellOfCases(ports, { topic, publicUrl: 'https://api.example' }, noon));
  return sent;
}

describe('beyond the first page', () => {
  it('[bug-pages-leavers] volunteers who have left are forgotten', async () => {
    const { ports, store, space } = await aFixture();
    const rows = [1, 2, 3].map((n) =>
      leaverRecord.overwrite(ports.ids, { rev: '', space, volunteer: volunteerNo(n), since: noon }),
    );
    valueOf(await committed(store, rows));
    expect(valueOf(await forgetLeavers(ports, noon))).toBe(3);
    expect(store.dump().filter(({ key }) => key.pk === leaversPk)).toEqual([]);
  });

  it('[bug-pages-alerts] raised cases get their alerts, in every space, and each is told', async () => {
    const fixture = await aFixture();
    const { service } = fixture;
    const raised = [];
    for (const space of [fixture.space, await aSpace(service), await aSpace(service)])
      for (let n = 0; n < 2; n += 1) raised.push(await anEscalation(service, space));
    valueOf(await renewAlerts(fixture.ports, noon));
    expect((await told(fixture)).toSorted()).toEqual(raised.toSorted());
  });

  it('[bug-pages-coordinators] coordinators may see a report, so no operator is told of it', async () => {
    const fixture = await aFixture();
    const { service, space, operator, ports } = fixture;
    const persons = ['coordinator', 'second'].map((sub) => service.person(sub).subject);
    for (const person of persons) await aReport(service, space, { persons: [person] });
    expect(valueOf(await listReports(ports, { caller: operator, space, limit: 10 }, noon)).items).toEqual([]);
  });

  it('[bug-pages-hidden] reports that a removal hides are told to operators', async () => {
    const fixture = await aFixture();
    const { service, space, operator, ports } = fixture;
    const persons = [service.person('second').subject];
    const hidden = [await aReport(service, space, { persons }), await aReport(service, space, { persons })];
    valueOf(await removeCoordinator(ports, { caller: operator, space, sub: 'coordinator' }, noon));
    expect((await told(fixture)).toSorted()).toEqual(hidden.toSorted());
  });

  it('[bug-pages-able] volunteers may serve: a request is taken, and a volunteer who is off is called out', async () => {
    const { service, space: id, ports, store } = await aFixture();
    for (const language of ['en', 'de', 'fr']) {
      const { id: volunteer } = (await aVolunteer(service, id, { subject: `speaks-${language}`, languages: [language] })).view;
      valueOf(await committed(store, [seatRecord.put(ports.ids, aSeat({ space: id, volunteer, on: 'off' }), undefined)]));
    }
    const space = valueOf(await spaceOr404(ports, id));
    const called = [];
    for (const language of ['en', 'de', 'fr']) {
      const body = askBody.parse({ ...askingBody, languages: [language] });
      valueOf(await ask(ports, { caller: partnerOf(id), space: id, key: language, body }, noon));
    }
    for (let runs = 0; runs < 3; runs += 1) valueOf(await matchRoom(ports, { space, whole: true, mayGoOn: () => true }, noon));
    for (const { key, body } of store.dump())
      if (key.pk.startsWith('SEAT#') && body['calledOutAt'] !== undefined) called.push(key.pk);
    expect(called).toHaveLength(3);
  });

  it('[bug-pages-room] requests and volunteers of a room are read', async () => {
    const { service, space: id, ports, store } = await aFixture();
    for (const n of [1, 2]) {
      const { id: volunteer } = (await aVolunteer(service, id, { subject: `person-${n}` })).view;
      await isOn(service, { space: id, volunteer });
      valueOf(await committed(store, [talkRecord.put(ports.ids, aTalk({ n, space: id }), undefined)]));
    }
    const space = valueOf(await spaceOr404(ports, id));
    expect(valueOf(await matchRoom(ports, { space, whole: true, mayGoOn: () => true }, noon))).toMatchObject({ offers: 2 });
    const board = valueOf(await showBoard(ports, { caller: service.person('coordinator'), space: id }, noon));
    expect(board.waiting).toBe(2);
  });
});
