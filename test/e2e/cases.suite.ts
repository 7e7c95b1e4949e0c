/** Reports and escalations: cases that are not lost, and that the person they name does not see. */
import { describe, expect, it } from 'vitest';
import type { Report } from '../../shared/domain/report.ts';
import { addCoordinator, aSpace, type ASpace } from './support/a-space.ts';
import { aSeeker, ask } from './support/a-seeker.ts';
import { aTalk, end, show, type ATalk } from './support/a-talk.ts';
import { aVolunteer, aVolunteerOn } from './support/a-volunteer.ts';
import { coordinating } from './support/a-world.ts';
import { boardOf } from './support/board.ts';
import { callRaw, pages, refused, succeeded, succeeds } from './support/call.ts';
import { canary } from './support/canary.ts';
import { aPerson, notesOf, type Person } from './support/service.ts';
import { held, until } from './support/wait.ts';

type ReportCategory = Report['category'];

const seenBy = ({ id }: ASpace, { token }: Person, query: Record<string, string> = {}) =>
  succeeds('listReports', { token, params: { space: id }, query });

async function aReport(talk: ATalk, side: 'seeker' | 'volunteer' = 'seeker', category: ReportCategory = 'sexual') {
  const text = canary('report');
  const { id } = await succeeds('report', { ...talk.as[side], body: { category, text } });
  return { id, text };
}

const setReport = ({ id }: ASpace, { token }: Person, [report, state]: readonly [string, string]) =>
  callRaw('editReport', { token, params: { space: id, report }, body: { state } });

describe.concurrent('a report', () => {
  it('reaches the coordinators with its text, is closed and opened again', async () => {
    const space = await aSpace();
    const talk = await aTalk(space);
    const { id, text } = await aReport(talk);
    const { coordinator } = space;
    const [shown] = (await seenBy(space, coordinator)).items;
    expect(shown).toMatchObject({
      id,
      text,
      state: 'open',
      category: 'sexual',
      by: 'seeker',
      volunteer: talk.volunteer.id,
      conversation: talk.id,
    });
    expect(await succeeded(setReport(space, coordinator, [id, 'closed']))).toMatchObject({ state: 'closed', text });
    expect((await setReport(space, coordinator, [id, 'closed'])).status).toBe(200);
    expect((await seenBy(space, coordinator, { state: 'open' })).items).toEqual([]);
    expect((await seenBy(space, coordinator, { state: 'closed' })).items).toMatchObject([{ id }]);
    const opened = await succeeded(setReport(space, coordinator, [id, 'open']));
    expect([opened.state, opened.closedAt]).toEqual(['open', undefined]);
    for (const state of ['gone', '', 'raised']) await refused('bad-request', setReport(space, coordinator, [id, state]));
    for (const query of [{ state: 'all' }, { limit: '0' }])
      await refused('bad-request', callRaw('listReports', { ...coordinating(space), query }));
    const { items } = await succeeds('audit', coordinating(space));
    expect(items.filter(({ about }) => about === id).map(({ what }) => what)).toEqual(['report-opened-again', 'report-closed']);
  });

  it('[sec-cases-1] is hidden from the coordinator that it names: in every list, by id, in the audit and on the board', async () => {
    const space = await aSpace();
    const talk = await aTalk(space);
    const named = talk.volunteer.person;
    await addCoordinator(space.operator, space.id, named);
    const { id, text } = await aReport(talk);
    const own = await aReport(talk, 'volunteer');
    await setReport(space, space.coordinator, [id, 'closed']);
    await setReport(space, space.coordinator, [id, 'open']);
    expect((await seenBy(space, named)).items.map((report) => report.id)).toEqual([own.id]);
    expect((await seenBy(space, space.coordinator)).items.map((report) => report.id).toSorted()).toEqual([id, own.id].toSorted());
    await refused('not-found', setReport(space, named, [id, 'closed']));
    const shown = (report: string, { token }: Person) => callRaw('showReport', { token, params: { space: space.id, report } });
    await refused('not-found', shown(id, named));
    expect(await succeeded(shown(own.id, named))).toMatchObject({ id: own.id, text: own.text });
    expect(await succeeded(shown(id, space.coordinator))).toMatchObject({ id, text });
    const { items } = await succeeds('audit', { token: named.token, params: { space: space.id } });
    expect(items.some(({ about }) => about === id)).toBe(false);
    expect((await boardOf(space)).cases.reportsOpen).toBe(2);
    expect((await boardOf({ ...space, coordinator: named })).cases.reportsOpen).toBe(1);
    expect((await succeeded(setReport(space, named, [own.id, 'closed']))).id).toBe(own.id);
  });

  it('[sec-cases-3] goes to an operator if it names the only coordinator, and leaves the operator when another coordinator comes', async () => {
    const space = await aSpace();
    const { operator } = space;
    const talk = await aTalk(space);
    const named = talk.volunteer.person;
    const { id, text } = await aReport(talk);
    const other = await aReport(talk, 'volunteer');
    expect((await seenBy(space, operator)).items).toEqual([]);
    await refused('not-found', setReport(space, operator, [id, 'closed']));
    await addCoordinator(operator, space.id, named);
    await succeeds('removeCoordinator', { token: operator.token, params: { space: space.id, sub: space.coordinator.sub } });
    expect((await seenBy(space, named)).items.map((report) => report.id)).toEqual([other.id]);
    expect((await seenBy(space, operator)).items).toMatchObject([{ id, text }]);
    await refused('not-found', setReport(space, named, [id, 'closed']));
    expect(await succeeded(setReport(space, operator, [id, 'closed']))).toMatchObject({ id, state: 'closed' });
    await refused('not-found', setReport(space, operator, [other.id, 'closed']));
    const { items } = await succeeds('audit', { token: named.token, params: { space: space.id } });
    expect(items.some(({ about }) => about === id)).toBe(false);
    await addCoordinator(operator, space.id, space.coordinator);
    expect((await seenBy(space, operator)).items).toEqual([]);
    expect((await seenBy(space, space.coordinator)).items.map((report) => report.id).toSorted()).toEqual(
      [id, other.id].toSorted(),
    );
  });

  it('is one with an earlier report of the same side and category: what is new is added, and a closed one is opened again', async () => {
    const space = await aSpace();
    const talk = await aTalk(space);
    const first = await aReport(talk);
    await setReport(space, space.coordinator, [first.id, 'closed']);
    const second = await aReport(talk);
    expect(second.id).toBe(first.id);
    for (const body of [{ category: 'sexual' }, { category: 'sexual', text: second.text }] as const)
      expect((await succeeds('report', { ...talk.as.seeker, body })).id).toBe(first.id);
    const { items } = await seenBy(space, space.coordinator);
    expect(items).toMatchObject([{ id: first.id, state: 'open', text: `${first.text}\n\n${second.text}` }]);
    expect((await boardOf(space)).cases.reportsOpen).toBe(1);
    expect((await aReport(talk, 'volunteer')).id).not.toBe(first.id);
    expect((await aReport(talk, 'seeker', 'spam')).id).not.toBe(first.id);
  });

  it('stays after the request is deleted while it is open, without its text and its links', async () => {
    const space = await aSpace();
    const talk = await aTalk(space, { subject: canary('subject') });
    const { id } = await aReport(talk);
    await talk.seeker.erase();
    const [shown] = (await seenBy(space, space.coordinator)).items;
    expect(shown).toMatchObject({ id, state: 'open', category: 'sexual', volunteer: talk.volunteer.id });
    expect([shown?.text, shown?.conversation]).toEqual([undefined, undefined]);
  });

  it('is deleted with the request when it is closed', async () => {
    const space = await aSpace();
    const talk = await aTalk(space);
    const { id } = await aReport(talk);
    await setReport(space, space.coordinator, [id, 'closed']);
    await end(talk.as.seeker);
    expect((await talk.seeker.erase()).receipt.kept).not.toContain('reports');
    expect((await seenBy(space, space.coordinator)).items).toEqual([]);
    await refused('not-found', setReport(space, space.coordinator, [id, 'open']));
  });

  it('is listed in pages, open ones first', async () => {
    const space = await aSpace();
    const talk = await aTalk(space);
    const made = [await aReport(talk), await aReport(talk, 'seeker', 'spam'), await aReport(talk, 'seeker', 'hate')];
    const ids = made.map(({ id }) => id);
    await setReport(space, space.coordinator, [ids[2] ?? '', 'closed']);
    const found = await Array.fromAsync(pages('listReports', { ...coordinating(space), query: { limit: 1 } }), ({ id }) => id);
    expect(found).toEqual([ids[1], ids[0], ids[2]]);
  });
});

describe.concurrent('an escalation', () => {
  const list = async (space: ASpace, query: Record<string, string> = {}) =>
    (await succeeds('listEscalations', { ...coordinating(space), query })).items;
  const step = (space: ASpace, escalation: string, [state, note]: readonly [state: string, note?: string | undefined]) =>
    callRaw('editEscalation', { ...coordinating(space, { escalation }), body: { state, note } });

  async function raised() {
    const space = await aSpace();
    await aVolunteer(space);
    const seeker = await aSeeker(space, { notSafeNow: true });
    const [shown] = await list(space);
    return { space, seeker, id: shown?.id ?? '' };
  }

  it('is opened when a seeker is not safe, and in no other case', async () => {
    const { space, seeker, id } = await raised();
    await aSeeker(space);
    expect(await list(space)).toMatchObject([{ id, state: 'raised', cause: 'not-safe-now', request: seeker.id, steps: [] }]);
    expect(await boardOf(space)).toMatchObject({ cases: { escalationsOpen: 1 } });
    await seeker.cancel();
    expect(await list(space, { state: 'open' })).toMatchObject([{ id, state: 'raised' }]);
  });

  it('is opened by a seeker who waits or talks and says so, once, and by one who asks again and is not safe', async () => {
    const space = await aSpace();
    await aVolunteer(space);
    const subject = canary('subject');
    const [seeker, again] = [await aSeeker(space), await aSeeker(space, { subject })];
    for (let times = 0; times < 2; times += 1) {
      const said = await succeeded(seeker.saysNotSafe());
      expect(said).toMatchObject({ id: seeker.id, status: 'waiting', links: { notSafeNow: expect.stringContaining(seeker.id) } });
    }
    const answered = await succeeded(ask(space, { subject, notSafeNow: true }));
    expect(answered).toMatchObject({ id: again.id, token: again.token });
    expect((await list(space, { state: 'open' })).map(({ request }) => request).toSorted()).toEqual(
      [seeker.id, again.id].toSorted(),
    );
    const other = await aSpace();
    const talk = await aTalk(other);
    expect(await succeeded(talk.seeker.saysNotSafe())).toMatchObject({ status: 'matched', conversation: { state: 'open' } });
    expect((await list(other, { state: 'open' })).map(({ request }) => request)).toEqual([talk.seeker.id]);
    await end(talk.as.seeker);
    await refused('already-over', talk.seeker.saysNotSafe());
  });

  it('[sec-cases-2] goes step by step, each step keeps its note, and only the last step closes it', async () => {
    const { space, id } = await raised();
    const steps = ['acknowledged', 'planned', 'outcome-confirmed', 'closed'] as const;
    const notes = steps.map(() => canary('note'));
    for (const [at, state] of steps.entries()) {
      const latest = steps[at - 1] ?? 'raised';
      for (const other of ['raised', ...steps].filter((one) => one !== state && one !== latest)) {
        expect(await refused('not-in-order', step(space, id, [other]))).toMatchObject({ allowed: [state] });
      }
      const shown = await succeeded(step(space, id, [state, notes[at]]));
      expect(shown.state).toBe(state);
      expect(shown.steps.map(({ note }) => note)).toEqual(notes.slice(0, at + 1));
      expect(await succeeded(step(space, id, [state]))).toEqual(shown);
      await refused('not-in-order', step(space, id, [state, canary('note')]));
    }
    expect(await list(space, { state: 'open' })).toEqual([]);
    expect(await list(space)).toMatchObject([{ id, state: 'closed' }]);
    expect(await boardOf(space)).toMatchObject({ cases: { escalationsOpen: 0 } });
    for (const state of [...steps, 'raised'].filter((one) => one !== 'closed'))
      await refused('not-in-order', step(space, id, [state]));
    await refused('bad-request', step(space, id, ['forgotten']));
    await refused('bad-request', step(space, id, ['closed', '']));
  });

  it('is moved one step by one of two coordinators who write different notes at the same time', async () => {
    const { space, id } = await raised();
    const answers = await Promise.all([1, 2, 3].map(() => step(space, id, ['acknowledged', canary('note')])));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
    const [shown] = await list(space);
    expect(shown?.steps).toHaveLength(1);
  });

  const one = (space: ASpace, escalation: string) => succeeds('showEscalation', coordinating(space, { escalation }));
  const reach = (space: ASpace, escalation: string) => callRaw('reachVolunteers', coordinating(space, { escalation }));

  it('says what its next step asks, who took each step, and where its request stands, without a word of the seeker', async () => {
    const space = await aSpace();
    const volunteer = await aVolunteerOn(space);
    const seeker = await aSeeker(space, {
      notSafeNow: true,
      opening: canary('opening'),
      subject: canary('subject'),
      country: 'IE',
    });
    const [listed] = await list(space);
    const id = listed?.id ?? '';
    const waiting = await one(space, id);
    expect(waiting).toMatchObject({ id, state: 'raised', next: [{ state: 'acknowledged' }] });
    expect(waiting.next[0]?.asks).toMatch(/^Take the case/u);
    expect(waiting.situation).toMatchObject({ languages: ['en'], channel: 'chat', country: 'IE' });
    const { id: conversation } = await volunteer.take((await volunteer.offer()).id);
    await step(space, id, ['acknowledged']);
    const talking = await one(space, id);
    expect(talking).toMatchObject({ steps: [{ state: 'acknowledged', by: 'you' }], next: [{ state: 'planned' }] });
    expect(talking.situation).toMatchObject({
      status: 'matched',
      conversation: { id: conversation, state: 'open', volunteerHere: false },
      volunteer: volunteer.id,
    });
    const other = await aPerson();
    await addCoordinator(space.operator, space.id, other);
    const seen = await succeeds('showEscalation', { token: other.token, params: { space: space.id, escalation: id } });
    const { items } = await succeeds('audit', { token: other.token, params: { space: space.id } });
    expect(seen.steps[0]?.by).toMatch(/^person-/u);
    expect(seen.steps[0]?.by).toBe(items.find(({ what }) => what === 'escalation-acknowledged')?.by);
    await seeker.erase();
    expect((await one(space, id)).situation).toBeNull();
    await refused('already-over', reach(space, id));
  });

  it('[bug-reach] reaches the volunteer of the pair, who is told in the open conversation and nowhere else', async () => {
    const space = await aSpace();
    const talk = await aTalk(space, { notSafeNow: true });
    const [shown] = await list(space);
    expect((await show(talk.as.volunteer)).coordinatorAsks).toBeUndefined();
    const changed = held('showConversation', talk.as.volunteer, (now) => now.coordinatorAsks !== undefined);
    expect(await succeeded(reach(space, shown?.id ?? ''))).toEqual({ reached: 'volunteer', volunteers: 1 });
    const { coordinatorAsks } = await changed;
    expect((await show(talk.as.seeker)).coordinatorAsks).toBeUndefined();
    expect((await show(talk.as.partner)).coordinatorAsks).toBeUndefined();
    const { items } = await succeeds('listMyConversations', talk.volunteer.as);
    expect(items).toMatchObject([{ id: talk.id, coordinatorAsks }]);
    await end(talk.as.seeker);
    expect((await show(talk.as.volunteer)).coordinatorAsks).toBeUndefined();
    await refused('already-over', reach(space, shown?.id ?? ''));
  });

  it('calls out volunteers who are off while no volunteer has accepted, also if the space makes no call-outs by itself', async () => {
    const space = await aSpace({ policy: { calloutsAtOnce: 0 } });
    const [willing, unwilling] = [await aVolunteerOn(space), await aVolunteerOn(space)];
    await succeeds('editMe', { ...unwilling.as, body: { callouts: false } });
    for (const volunteer of [willing, unwilling]) await volunteer.off();
    await aSeeker(space, { notSafeNow: true });
    const [shown] = await list(space);
    const id = shown?.id ?? '';
    expect(await succeeded(reach(space, id))).toEqual({ reached: 'volunteers-off', volunteers: 1 });
    expect((await willing.me()).callout).toMatchObject({ languages: ['en'], channel: 'chat' });
    expect((await unwilling.me()).callout).toBeNull();
    // The same volunteer is not called out again on the same evening.
    expect(await succeeded(reach(space, id))).toEqual({ reached: 'volunteers-off', volunteers: 0 });
    const { items } = await succeeds('audit', coordinating(space));
    expect(items.filter(({ what }) => what === 'escalation-volunteers-asked')).toMatchObject([{ by: 'you' }, { by: 'you' }]);
  });

  it('[sec-cases-4] is told to those who subscribed to the notices of its space, with its id and no word of the seeker', async () => {
    const { space, seeker, id } = await raised();
    const about = (line: string) => line.includes(space.id);
    const notices = async () => (await notesOf('earshot-cases')).split('\n').filter(about);
    const [notice = ''] = await until(notices, (lines) => lines.length > 0);
    expect(JSON.parse(notice)).toMatchObject({
      subject: 'Earshot: a seeker is not safe',
      attributes: { space: space.id, about: id, kind: 'escalation', audience: 'coordinators', repeated: '0' },
    });
    expect(notice).not.toContain(seeker.id);
  });

  it('stays open when the request is erased, without a link to it', async () => {
    const { space, seeker, id } = await raised();
    expect((await seeker.erase()).receipt.kept).toContain('escalation');
    const [shown] = await list(space);
    expect([shown?.id, shown?.state, shown?.request]).toEqual([id, 'raised', undefined]);
    expect((await step(space, id, ['acknowledged'])).status).toBe(200);
  });
});
