import { describe, expect, it } from 'vitest';
import { showBoard } from '../../shared/app/board/board.ts';
import type { Caller } from '../../shared/app/access/callers.ts';
import { editEscalation, listEscalations } from '../../shared/app/cases/escalations.ts';
import { listAudit } from '../../shared/app/audit/list-audit.ts';
import { editReport, listReports } from '../../shared/app/cases/reports.ts';
import { addCoordinator, removeCoordinator } from '../../shared/app/spaces/coordinators.ts';
import { escalationRecord, reportRecord } from '../../shared/app/store/home-records.ts';
import { homeKeys } from '../../shared/app/store/keys.ts';
import { confirmResources } from '../../shared/app/spaces/confirm-resources.ts';
import { auditEntry } from '../../shared/contract/audit.ts';
import { escalationView, reportView } from '../../shared/contract/cases.ts';
import type { EscalationState } from '../../shared/domain/escalation.ts';
import type { EscalationId, ReportId, SpaceId } from '../../shared/domain/ids.ts';
import { closedCaseSeconds } from '../../shared/domain/case-limits.ts';
import type { Report } from '../../shared/domain/report.ts';
import { aReport, anEscalation } from '../fixtures/cases.ts';
import { at, noon } from '../fixtures/domain.ts';
import {
  aService,
  aSpace,
  aVolunteer,
  committed,
  everyPage,
  expectConforms,
  disruption,
  anonymousCaller,
  overtakenBy,
  problemOf,
  stored,
  valueOf,
  type Service,
} from '../fixtures/service.ts';

interface Wanted {
  readonly caller?: Caller;
  readonly limit?: number;
  readonly cursor?: string;
  readonly state?: 'open' | 'closed';
}

const reports = (service: Service, space: SpaceId, wanted: Wanted = {}, now = noon) =>
  listReports(service.ports, { caller: service.person('coordinator'), space, limit: 10, ...wanted }, now);

const setReport = (service: Service, which: { space: SpaceId; report: ReportId; caller?: Caller }, state: Report['state']) =>
  editReport(service.ports, { caller: service.person('coordinator'), ...which, body: { state } }, noon);

async function openReports(service: Service, space: SpaceId, caller: Caller = service.person('coordinator')) {
  return valueOf(await showBoard(service.ports, { caller, space }, noon)).cases.reportsOpen;
}

describe('reports', () => {
  it('are listed open first, the newest first within each group, with their text opened', async () => {
    const service = aService();
    const space = await aSpace(service);
    const old = await aReport(service, space, { at: at(-20) });
    const closed = await aReport(service, space, { at: at(10), state: 'closed', closedAt: noon, closedBy: 'digest' });
    const young = await aReport(service, space, { at: at(0) });
    const { items, nextCursor } = valueOf(await reports(service, space));
    expect(items.map((one) => one.id)).toEqual([young, old, closed]);
    for (const item of items) expectConforms(reportView, item);
    expect(items[0]?.text).toBe('what happened');
    expect(nextCursor).toBeUndefined();
    const only = async (state: 'open' | 'closed') => valueOf(await reports(service, space, { state })).items.map((one) => one.id);
    expect(await only('open')).toEqual([young, old]);
    expect(await only('closed')).toEqual([closed]);
  });

  it('are paged through, open and closed ones, each once, with a page of any size', async () => {
    const service = aService();
    const space = await aSpace(service);
    const made: ReportId[] = [];
    for (let n = 0; n < 7; n += 1) {
      const done = n % 3 === 0 ? ({ state: 'closed', closedAt: noon } as const) : {};
      made.push(await aReport(service, space, { at: at(n), ...done }));
    }
    for (const limit of [1, 2, 3]) {
      const pages = await everyPage((cursor) => reports(service, space, { limit, ...cursor }));
      for (const view of pages) expect(view.length).toBeLessThanOrEqual(limit);
      const seen = pages.flat().map((one) => one.id);
      const closed = (id: ReportId) => Number(made.indexOf(id) % 3 === 0);
      expect(seen).toEqual(made.toReversed().toSorted((a, b) => closed(a) - closed(b)));
    }
  });

  it('[sec-app-cases-1] are hidden from the coordinators that they name: not listed, not counted on the board, not closable, and not in the audit', async () => {
    const service = aService();
    const space = await aSpace(service);
    const { id: volunteer } = (await aVolunteer(service, space, { subject: 'coordinator' })).view;
    const named = await aReport(service, space, { volunteer });
    const own = await aReport(service, space, { volunteer, by: 'volunteer' });
    const other = await aReport(service, space);
    expect(valueOf(await reports(service, space)).items.map((one) => one.id)).toEqual(expect.arrayContaining([own, other]));
    expect(valueOf(await reports(service, space)).items).toHaveLength(2);
    expect(problemOf(await setReport(service, { space, report: named }, 'closed')).code).toBe('not-found');

    const operator = service.person('operator', 'operator');
    valueOf(await addCoordinator(service.ports, { caller: operator, space, sub: 'second' }, noon));
    const second = service.person('second');
    expect(valueOf(await reports(service, space, { caller: second })).items).toHaveLength(3);
    expect(await openReports(service, space)).toBe(2);
    expect(await openReports(service, space, second)).toBe(3);
    for (const report of [named, other]) valueOf(await setReport(service, { space, report, caller: second }, 'closed'));
    expect(await auditAbout(service, space, second)).toEqual(expect.arrayContaining([named, other]));
    expect(await auditAbout(service, space)).toEqual(expect.arrayContaining([other, volunteer]));
    expect(await auditAbout(service, space)).not.toContain(named);
    const report = await stored(service.store, homeKeys.report(space, named), reportRecord);
    valueOf(await committed(service.store, [reportRecord.remove(report)]));
    expect(await auditAbout(service, space)).not.toContain(named);
    expect(await auditAbout(service, space, second)).toContain(named);
  });

  it('[sec-app-cases-2] stay hidden from the person that they name when that person is no longer this volunteer, in the list and in the audit', async () => {
    const service = aService();
    const space = await aSpace(service);
    const operator = service.person('operator', 'operator');
    const { subject } = service.person('coordinator');
    const report = await aReport(service, space, { persons: [subject] });
    expect(valueOf(await reports(service, space)).items).toEqual([]);
    expect(await openReports(service, space)).toBe(0);
    expect(problemOf(await setReport(service, { space, report }, 'closed')).code).toBe('not-found');
    expect(valueOf(await reports(service, space, { caller: operator })).items).toHaveLength(1);
    valueOf(await setReport(service, { space, report, caller: operator }, 'closed'));
    expect(await auditAbout(service, space)).not.toContain(report);
    const before = await stored(service.store, homeKeys.report(space, report), reportRecord);
    valueOf(await committed(service.store, [reportRecord.remove(before)]));
    expect(await auditAbout(service, space)).not.toContain(report);
    valueOf(await addCoordinator(service.ports, { caller: operator, space, sub: 'second' }, noon));
    expect(await auditAbout(service, space, service.person('second'))).toContain(report);
  });

  it('[bug-reports-of-all] that name both coordinators, one the volunteer after the other, reach an operator', async () => {
    const service = aService();
    const space = await aSpace(service);
    const operator = service.person('operator', 'operator');
    valueOf(await addCoordinator(service.ports, { caller: operator, space, sub: 'second' }, noon));
    const persons = [service.person('coordinator').subject, service.person('second').subject];
    const report = await aReport(service, space, { persons });
    await aReport(service, space, { persons: persons.slice(0, 1) });
    for (const caller of [service.person('coordinator'), service.person('second')])
      expect(valueOf(await reports(service, space, { caller })).items.map(({ id }) => id)).not.toContain(report);
    expect(valueOf(await reports(service, space, { caller: operator })).items.map(({ id }) => id)).toEqual([report]);
  });

  it('[bug-operator-reports] never reach an operator whom they name, and all reach an operator while the space has no coordinator', async () => {
    const service = aService();
    const space = await aSpace(service);
    const operator = service.person('operator', 'operator');
    const own = await aReport(service, space, { persons: [operator.subject] });
    const other = await aReport(service, space, { by: 'volunteer' });
    const shown = async () => valueOf(await reports(service, space, { caller: operator })).items.map(({ id }) => id);
    expect(await shown()).toEqual([]);
    valueOf(await removeCoordinator(service.ports, { caller: operator, space, sub: 'coordinator' }, noon));
    expect(await shown()).toEqual([other]);
    expect(problemOf(await setReport(service, { space, report: own, caller: operator }, 'closed')).code).toBe('not-found');
  });

  it('are closed and opened again, once, and the report says which coordinator did it and when', async () => {
    const service = aService();
    const space = await aSpace(service);
    const report = await aReport(service, space);
    const now = () => stored(service.store, homeKeys.report(space, report), reportRecord);
    service.ahead.push(disruption.unknownDone);
    expect(valueOf(await setReport(service, { space, report }, 'closed'))).toMatchObject({ state: 'closed' });
    expect(await now()).toMatchObject({ state: 'closed', closedAt: noon, closedBy: service.person('coordinator').subject });
    const { rev } = await now();
    valueOf(await setReport(service, { space, report }, 'closed'));
    expect((await now()).rev).toBe(rev);
    const opened = valueOf(await setReport(service, { space, report }, 'open'));
    expectConforms(reportView, opened);
    expect(opened.closedAt).toBeUndefined();
    expect((await auditOf(service, space)).filter((row) => row.about === report).map((row) => row.what)).toEqual(
      expect.arrayContaining(['report-closed', 'report-opened-again']),
    );
  });

  it('are deleted a while after they were closed, if their request was deleted before that', async () => {
    const service = aService();
    const space = await aSpace(service);
    const before = await stored(service.store, homeKeys.report(space, await aReport(service, space)), reportRecord);
    const { conversation: _gone, ...without } = before;
    valueOf(await committed(service.store, [reportRecord.put(service.ports.ids, without, before)]));
    valueOf(await setReport(service, { space, report: without.id }, 'closed'));
    expect(valueOf(await reports(service, space, {}, at(closedCaseSeconds - 1))).items).toHaveLength(1);
    expect(valueOf(await reports(service, space, {}, at(closedCaseSeconds))).items).toHaveLength(0);
    const item = await service.store.get(homeKeys.report(space, without.id));
    expect(item.ok && item.value?.timeToLive).toBe(at(closedCaseSeconds));
  });
});

const escalations = (service: Service, space: SpaceId, wanted: Wanted = {}) =>
  listEscalations(service.ports, { caller: service.person('coordinator'), space, limit: 10, ...wanted }, noon);

const step = (
  service: Service,
  which: { space: SpaceId; escalation: EscalationId; caller?: Caller },
  body: { state: EscalationState; note?: string },
) => editEscalation(service.ports, { caller: service.person('coordinator'), ...which, body }, noon);

describe('escalations', () => {
  it('go step by step without leaving one out, and each step is recorded with its note, which is stored sealed', async () => {
    const service = aService();
    const space = await aSpace(service);
    const which = { space, escalation: await anEscalation(service, space) };
    const skipped = problemOf(await step(service, which, { state: 'closed' }));
    expect(skipped).toEqual({ code: 'not-in-order', members: { allowed: ['acknowledged'] } });
    for (const state of ['acknowledged', 'planned', 'outcome-confirmed'] as const) {
      valueOf(await step(service, which, { state, note: `note of ${state}` }));
    }
    const view = valueOf(await step(service, which, { state: 'closed' }));
    expectConforms(escalationView, view);
    expect(view.steps.map(({ state, note }) => [state, note])).toEqual([
      ['acknowledged', 'note of acknowledged'],
      ['planned', 'note of planned'],
      ['outcome-confirmed', 'note of outcome-confirmed'],
      ['closed', undefined],
    ]);
    expect(problemOf(await step(service, which, { state: 'raised' })).members).toEqual({ allowed: [] });
    expect(JSON.stringify(service.store.dump())).not.toContain('note of');
    const by = service.person('coordinator').subject;
    expect((await stored(service.store, homeKeys.escalation(space, which.escalation), escalationRecord)).steps[0]?.by).toBe(by);
    expect((await auditOf(service, space)).filter((row) => row.about === which.escalation)).toHaveLength(4);
  });

  it('answer a repeated step as before, and refuse a repetition that would lose the note of a second coordinator', async () => {
    const service = aService();
    const space = await aSpace(service);
    const which = { space, escalation: await anEscalation(service, space) };
    service.ahead.push(disruption.unknownDone);
    const first = valueOf(await step(service, which, { state: 'acknowledged', note: 'mine' }));
    expect(first.steps).toHaveLength(1);
    expect(valueOf(await step(service, which, { state: 'acknowledged', note: 'mine' }))).toEqual(first);
    expect(valueOf(await step(service, which, { state: 'acknowledged' }))).toEqual(first);
    expect(problemOf(await step(service, which, { state: 'acknowledged', note: 'another' })).code).toBe('not-in-order');
  });

  it('take only one of two simultaneous steps with different notes', async () => {
    const service = aService();
    const space = await aSpace(service);
    const which = { space, escalation: await anEscalation(service, space) };
    service.ahead.push(overtakenBy(() => step(service, which, { state: 'acknowledged', note: 'faster' })));
    expect(problemOf(await step(service, which, { state: 'acknowledged', note: 'slower' })).code).toBe('not-in-order');
  });

  it('list open cases first, however many were closed later', async () => {
    const service = aService();
    const space = await aSpace(service);
    const open = await anEscalation(service, space, { raisedAt: at(-3600) });
    const closing = { state: 'closed', steps: [{ state: 'closed', at: noon, by: 'digest' }] } as const;
    for (let n = 0; n < 5; n += 1) await anEscalation(service, space, { raisedAt: at(n), ...closing, steps: [...closing.steps] });
    const { items } = valueOf(await escalations(service, space, { limit: 2 }));
    expect(items[0]?.id).toBe(open);
    expect(valueOf(await escalations(service, space, { state: 'open' })).items).toHaveLength(1);
    expect(valueOf(await escalations(service, space, { state: 'closed' })).items).toHaveLength(5);
  });
});

describe('cases and the audit', () => {
  it('are only for coordinators of the space', async () => {
    const service = aService();
    const [space, other] = [await aSpace(service), await aSpace(service)];
    const which = { report: await aReport(service, space), escalation: await anEscalation(service, space) };
    const refusals = async (caller: Caller, where: SpaceId) => [
      problemOf(await setReport(service, { space: where, report: which.report, caller }, 'closed')).code,
      problemOf(await step(service, { space: where, escalation: which.escalation, caller }, { state: 'acknowledged' })).code,
    ];
    const lists = async (caller: Caller) => [
      problemOf(await reports(service, space, { caller })).code,
      problemOf(await escalations(service, space, { caller })).code,
      problemOf(await listAudit(service.ports, { caller, space, limit: 10 })).code,
    ];
    expect(await refusals(service.person('coordinator'), other)).toEqual(['not-found', 'not-found']);
    expect(await refusals(service.person('stranger'), space)).toEqual(['not-found', 'not-found']);
    const operator = service.person('operator', 'operator');
    expect(valueOf(await reports(service, space, { caller: operator })).items).toEqual([]);
    expect(await refusals(operator, space)).toEqual(['not-found', 'not-found']);
    expect(problemOf(await escalations(service, space, { caller: operator })).code).toBe('not-found');
    expect(problemOf(await listAudit(service.ports, { caller: operator, space, limit: 10 })).code).toBe('not-found');
    expect(await lists(anonymousCaller)).toEqual(['unauthenticated', 'unauthenticated', 'unauthenticated']);
  });

  it('accept only cursors of their own list', async () => {
    const service = aService();
    const space = await aSpace(service);
    for (const _ of [1, 2]) await aReport(service, space);
    const cursor = valueOf(await reports(service, space, { limit: 1 })).nextCursor ?? '';
    expect(cursor).not.toBe('');
    expect(problemOf(await escalations(service, space, { cursor })).code).toBe('bad-request');
    expect(problemOf(await reports(service, space, { cursor, state: 'open' })).code).toBe('bad-request');
    expect(
      problemOf(await listAudit(service.ports, { caller: service.person('coordinator'), space, cursor, limit: 1 })).code,
    ).toBe('bad-request');
  });

  it('[bug-audit-filled] fill each page of the audit, so that its length does not tell a coordinator that a row about them is left out', async () => {
    const service = aService();
    const space = await aSpace(service);
    const operator = service.person('operator', 'operator');
    valueOf(await addCoordinator(service.ports, { caller: operator, space, sub: 'second' }, noon));
    const { subject } = service.person('coordinator');
    for (let n = 0; n < 3; n += 1) {
      const about = await aReport(service, space, { persons: [subject], at: at(n) });
      valueOf(await setReport(service, { space, report: about, caller: service.person('second') }, 'closed'));
    }
    for (const country of ['IE', 'FR'])
      valueOf(
        await confirmResources(
          service.ports,
          { caller: service.person('coordinator'), space, country },
          at(country === 'IE' ? -10 : 10),
        ),
      );
    const page = (cursor = {}) => listAudit(service.ports, { caller: service.person('coordinator'), space, limit: 2, ...cursor });
    const pages = await everyPage(page);
    expect(pages.flat().map(({ what }) => what)).not.toContain('report-closed');
    for (const rows of pages.slice(0, -1)) expect(rows).toHaveLength(2);
    expect(pages.flat()).toEqual(await auditOf(service, space));
  });

  it('[bug-audit-label] say who did what, newest first: "you", or a label that is the same in one space and another one elsewhere', async () => {
    const service = aService();
    const space = await aSpace(service);
    const later = { caller: service.person('coordinator'), space, country: 'IE' };
    valueOf(await confirmResources(service.ports, later, at(10)));
    const [last, ...rows] = await auditOf(service, space);
    expect(last).toMatchObject({ what: 'resources-confirmed', about: 'IE' });
    for (const row of rows) expectConforms(auditEntry, row);
    expect(rows.map((row) => row.what).toSorted()).toEqual(['coordinator-added', 'resources-confirmed', 'space-created']);
    const by = (row: (typeof rows)[number]) => row.by;
    expect(rows.filter(({ what }) => what === 'resources-confirmed').map(by)).toEqual(['you']);
    const added = rows.find(({ what }) => what === 'coordinator-added');
    expect([added?.about, added?.by]).toEqual(['you', expect.stringMatching(/^person-[A-Za-z0-9_-]{8}$/u)]);
    expect(rows.find(({ what }) => what === 'space-created')?.by).toBe(added?.by);
    const elsewhere = await auditOf(service, await aSpace(service));
    expect(elsewhere.map(by)).not.toContain(added?.by);
    const shown = JSON.stringify([rows, elsewhere]);
    for (const sub of ['operator', 'coordinator']) expect(shown).not.toContain(service.person(sub).subject);
  });
});

async function auditOf(service: Service, space: SpaceId, caller: Caller = service.person('coordinator')) {
  return valueOf(await listAudit(service.ports, { caller, space, limit: 100 })).items;
}

async function auditAbout(service: Service, space: SpaceId, caller?: Caller) {
  return (await auditOf(service, space, caller)).map((row) => row.about);
}
