import { describe, expect, it } from 'vitest';
import { editEscalation } from '../../shared/app/cases/escalations.ts';
import { tellOfCases } from '../../shared/app/cases/tell-of-cases.ts';
import { renewAlerts } from '../../shared/app/cases/renew-alerts.ts';
import { alertMinutes, hiddenToldMax } from '../../shared/app/cases/limits.ts';
import { homeKeys, liveKeys, roomOf } from '../../shared/app/store/keys.ts';
import { ask } from '../../shared/app/talk-requests/ask.ts';
import { reportOther } from '../../shared/app/conversations/report.ts';
import { addCoordinator, removeCoordinator } from '../../shared/app/spaces/coordinators.ts';
import { caseAlertRecord, talkRecord } from '../../shared/app/store/live-records.ts';
import { askBody } from '../../shared/contract/talk-requests.ts';
import type { EscalationId, ReportId, SpaceId } from '../../shared/domain/ids.ts';
import { conversationOf } from '../../shared/domain/ids.ts';
import { acknowledgeSeconds, alertRepeatSecondsMax } from '../../shared/domain/case-limits.ts';
import { err, ok } from '../../shared/domain/result.ts';
import type { CaseNotice, CaseTopic } from '../../shared/ports.ts';
import { memoryLog } from '../../shared/adapters/memory/log.ts';
import { aReport } from '../fixtures/cases.ts';
import { aTalk, at, noon, offerNo, requestNo, volunteerNo } from '../fixtures/domain.ts';
import {
  aService,
  aSpace,
  aVolunteer,
  committed,
  disruption,
  overtakenBy,
  problemOf,
  stored,
  valueOf,
  type Service,
} from '../fixtures/service.ts';
import { partnerOf } from '../world/people.ts';

const publicUrl = 'https://api.example';

/** A topic that keeps what it got, and that fails for the cases in `failing`. */
function aTopic() {
  const sent: CaseNotice[] = [];
  const failing = new Set<string>();
  const topic: CaseTopic = {
    publish: async (notice) => {
      if (failing.has(notice.about)) return err({ code: 'unavailable' });
      sent.push(notice);
      return ok();
    },
  };
  return { topic, sent, failing };
}

async function raised(service: Service, space: SpaceId, key: string, seconds = 0): Promise<EscalationId> {
  const body = askBody.parse({ languages: ['en'], channel: 'chat', groundRulesVersion: 1, notSafeNow: true });
  const { talk } = valueOf(await ask(service.ports, { caller: partnerOf(space), space, key, body }, at(seconds)));
  if (talk.escalation === undefined) throw new Error('no case was raised');
  return talk.escalation;
}

async function aCase() {
  const service = aService();
  const space = await aSpace(service, { demo: true });
  await aVolunteer(service, space, { subject: 'listener' });
  const escalation = await raised(service, space, 'first');
  const { topic, sent, failing } = aTopic();
  const log = memoryLog();
  const look = (seconds: number) => tellOfCases({ ...service.ports, log }, { topic, publicUrl }, at(seconds));
  return { service, space, escalation, sent, failing, look, log };
}

const acknowledge = (service: Service, which: { space: SpaceId; escalation: EscalationId }) =>
  editEscalation(service.ports, { caller: service.person('coordinator'), ...which, body: { state: 'acknowledged' } }, noon);

describe('the notifier', () => {
  it('tells the coordinators of a raised case at once: which space and which case, and nothing of the seeker', async () => {
    const { space, escalation, sent, look } = await aCase();
    valueOf(await look(1));
    expect(sent).toMatchObject([{ space, about: escalation, kind: 'escalation', audience: 'coordinators', repeated: 0 }]);
    expect(sent[0]?.text).toContain(`${publicUrl}/v1/spaces/${space}/escalations`);
    expect(JSON.stringify(sent)).not.toContain('req_');
  });

  it('[bug-case-told-again] tells them again with longer pauses, up to one message an hour, until a coordinator acknowledges the case', async () => {
    const { service, space, escalation, sent, look } = await aCase();
    const times: number[] = [];
    for (let seconds = 0; seconds <= 4 * alertRepeatSecondsMax; seconds += 60) {
      const before = sent.length;
      valueOf(await look(seconds));
      if (sent.length > before) times.push(seconds);
    }
    const pauses = times.slice(1).map((time, n) => time - (times[n] ?? 0));
    expect(pauses.slice(0, 5)).toEqual([1, 2, 4, 8, 12].map((times5) => times5 * acknowledgeSeconds));
    expect(new Set(pauses.slice(4))).toEqual(new Set([alertRepeatSecondsMax]));
    valueOf(await acknowledge(service, { space, escalation }));
    const before = sent.length;
    valueOf(await look(100 * alertRepeatSecondsMax));
    expect(sent).toHaveLength(before);
  });

  it('[bug-case-late] says in the log that a coordinator is late, from the bound on and until the case is acknowledged', async () => {
    const { service, space, escalation, look, log } = await aCase();
    valueOf(await look(acknowledgeSeconds - 1));
    expect(log.entries).toEqual([]);
    valueOf(await look(acknowledgeSeconds));
    const fields = { cases: 1, unread: 0, oldestSeconds: acknowledgeSeconds };
    expect(log.entries).toEqual([{ code: 'cases-late', fields }]);
    valueOf(await acknowledge(service, { space, escalation }));
    valueOf(await look(2 * acknowledgeSeconds));
    expect(log.entries).toHaveLength(1);
  });

  it('[bug-case-told] sends the other notices if one cannot be sent or read, fails, and sends the missing one later', async () => {
    const { service, space, escalation, sent, failing, look, log } = await aCase();
    const second = await raised(service, space, 'second', 1);
    failing.add(escalation);
    expect(problemOf(await look(2)).code).toBe('unavailable');
    expect(sent.map(({ about }) => about)).toEqual([second]);
    failing.clear();
    const key = liveKeys.caseAlert(second);
    const broken = { kind: 'put', item: { key, rev: 'broken', body: { told: 'often' } }, expected: { kind: 'any' } } as const;
    valueOf(await committed(service.store, [broken]));
    valueOf(await look(3));
    expect(sent.map(({ about }) => about)).toEqual([second, escalation]);
    expect(log.entries).toEqual([
      expect.objectContaining({ code: 'item-unreadable' }),
      { code: 'cases-late', fields: { cases: 0, unread: 1, oldestSeconds: 0 } },
    ]);
  });

  it('tells operators once of a report that no coordinator may see, and of no other report', async () => {
    const service = aService();
    const space = await aSpace(service);
    const request = requestNo(1);
    const match = { conversation: conversationOf(request, 1), n: 1, offer: offerNo(1), volunteer: volunteerNo(1) };
    const talk = aTalk({ n: 1, space, state: 'matched', match: { ...match, at: noon, reasons: [], endsBy: at(3600) } });
    valueOf(await committed(service.store, [talkRecord.put(service.ports.ids, talk, undefined)]));
    const { topic, sent } = aTopic();
    const look = (seconds: number) => tellOfCases(service.ports, { topic, publicUrl }, at(seconds));
    const report = (category: 'hate' | 'spam') =>
      reportOther(
        service.ports,
        {
          caller: { kind: 'seeker', request },
          space,
          conversation: match.conversation,
          key: undefined,
          body: { category, block: false },
        },
        noon,
      );
    const earlier = valueOf(await report('spam'));
    valueOf(await look(0));
    expect(sent).toEqual([]);
    const operator = service.person('operator', 'operator');
    valueOf(await removeCoordinator(service.ports, { caller: operator, space, sub: 'coordinator' }, noon));
    valueOf(await look(0));
    expect(sent).toMatchObject([{ about: earlier.id, audience: 'operators' }]);
    sent.length = 0;
    const { id } = valueOf(await report('hate'));
    const alert = await stored(service.store, liveKeys.caseAlert(id), caseAlertRecord);
    expect(alert).toMatchObject({ space, about: id });
    for (const seconds of [0, 60, 3600, 86_400]) valueOf(await look(seconds));
    expect(sent).toMatchObject([{ space, about: id, kind: 'report', audience: 'operators', repeated: 0 }]);
  });
});

describe('[bug-report-hidden-later] when a coordinator is removed', () => {
  it('operators are told of the open reports that no coordinator may see now, of the newest, and of no others', async () => {
    const service = aService();
    const space = await aSpace(service);
    const caller = service.person('operator', 'operator');
    valueOf(await addCoordinator(service.ports, { caller, space, sub: 'second' }, noon));
    const persons = [service.person('second').subject];
    const hidden: ReportId[] = [];
    for (let n = 0; n <= hiddenToldMax; n += 1) hidden.push(await aReport(service, space, { persons, at: at(n) }));
    await aReport(service, space, { persons, state: 'closed', closedAt: noon });
    await aReport(service, space, { persons: [] });
    const remove = () => removeCoordinator(service.ports, { caller, space, sub: 'coordinator' }, noon);
    service.ahead.push((commit) => commit(), disruption.unavailable);
    expect(problemOf(await remove()).code).toBe('unavailable');
    valueOf(await remove());
    const { topic, sent } = aTopic();
    valueOf(await tellOfCases(service.ports, { topic, publicUrl }, at(0)));
    expect(sent.map(({ about }) => about).toSorted()).toEqual(hidden.slice(1).toSorted());
  });
});

describe('[bug-alert-renewed] a raised case without an alert, as an earlier version left it', () => {
  it.each(['listed', 'live'])('gets one in a space that is %s, and an acknowledged one gets none', async (known) => {
    const { service, space, escalation, look, sent } = await aCase();
    const acknowledged = await raised(service, space, 'second');
    valueOf(await acknowledge(service, { space, escalation: acknowledged }));
    const key = liveKeys.caseAlert(escalation);
    const other = known === 'live' ? homeKeys.listedSpace(space) : liveKeys.liveRoom(roomOf(space));
    const lost = [key, other].map((one) => ({ kind: 'delete', key: one, expected: { kind: 'any' } }) as const);
    valueOf(await committed(service.store, lost));
    valueOf(await renewAlerts(service.ports, at(60)));
    expect(await service.store.get(key)).toEqual(ok(undefined));
    service.ahead.push(overtakenBy(async () => valueOf(await acknowledge(service, { space, escalation }))));
    valueOf(await renewAlerts(service.ports, at(60 * alertMinutes)));
    expect(await service.store.get(key)).toEqual(ok(undefined));
    const left = await raised(service, space, 'third');
    valueOf(await committed(service.store, [{ kind: 'delete', key: liveKeys.caseAlert(left), expected: { kind: 'any' } }]));
    valueOf(await renewAlerts(service.ports, at(60 * alertMinutes)));
    valueOf(await look(60 * alertMinutes));
    expect(sent.map(({ about }) => about)).toEqual([left]);
  });
});
