/** The board and the audit: what a coordinator sees of the space. */
import { describe, expect, it } from 'vitest';
import { aSpace, edit } from './support/a-space.ts';
import { aSeeker } from './support/a-seeker.ts';
import { aTalk, end } from './support/a-talk.ts';
import { aVolunteer, aVolunteerOn, editVolunteer } from './support/a-volunteer.ts';
import { coordinating } from './support/a-world.ts';
import { boardOf } from './support/board.ts';
import { call, pages, refused, succeeds } from './support/call.ts';
import { until } from './support/wait.ts';

describe.concurrent('the board', () => {
  it('counts each change at once', async () => {
    const space = await aSpace();
    const nothing = { waiting: 0, offered: 0, oldestWaitSeconds: null, volunteersOn: 0, volunteersFree: 0, conversationsOpen: 0 };
    expect(await boardOf(space)).toMatchObject({ ...nothing, cases: { escalationsOpen: 0, reportsOpen: 0 } });
    const talk = await aTalk(space);
    const asked = await aVolunteerOn(space);
    await aSeeker(space);
    await asked.offer();
    await aVolunteerOn(space, { languages: ['fr'] });
    await aVolunteer(space, { languages: ['de'] });
    await aSeeker(space, { languages: ['de'] });
    const board = await boardOf(space);
    expect(board).toMatchObject({ waiting: 2, offered: 1, volunteersOn: 3, volunteersFree: 1, conversationsOpen: 1 });
    expect(board.oldestWaitSeconds).toBeGreaterThanOrEqual(0);
    await end(talk.as.seeker);
    expect(await boardOf(space)).toMatchObject({ conversationsOpen: 0, volunteersFree: 2 });
  });

  it('says why requests wait: how many for each reason, and no person', async () => {
    const space = await aSpace();
    expect((await boardOf(space)).waitReasons).toEqual({});
    await aVolunteer(space);
    const first = await aSeeker(space);
    expect((await boardOf(space)).waitReasons).toEqual({ 'nobody-on': 1 });
    const volunteer = await aVolunteerOn(space);
    await aVolunteer(space, { languages: ['de'] });
    await volunteer.offer();
    const second = await aSeeker(space);
    await aSeeker(space, { languages: ['de'] });
    const board = await boardOf(space);
    expect(board.waitReasons).toEqual({ offered: 1, 'at-capacity': 1, 'others-first': 1, 'no-shared-language': 1 });
    for (const { id } of [first, second, volunteer]) expect(JSON.stringify(board)).not.toContain(id);
  });

  it('reports soon what happened today, and counts each event once', async () => {
    const space = await aSpace({ limits: { restSeconds: 0 } });
    const talk = await aTalk(space);
    await end(talk.as.seeker);
    const declined = await aSeeker(space);
    await talk.volunteer.decline((await talk.volunteer.offer()).id);
    await declined.cancel();
    const underAMinute = { fromSeconds: 0, toSeconds: 60 };
    const figures = { asked: 2, matched: 1, accepted: 1, ended: 1, offers: 2, declined: 1, cancelled: 1, expired: 0, lapsed: 0 };
    const { today } = await until(
      () => boardOf(space),
      (board) => board.today.cancelled === 1 && board.today.ended === 1,
    );
    expect(today).toMatchObject({ ...figures, waitP50: underAMinute, waitP90: underAMinute, stale: false });
    const { items, timeZone } = await succeeds('days', { ...coordinating(space), query: { from: today.date, to: today.date } });
    expect(timeZone).toBe('UTC');
    const { asked, matched, cancelled } = figures;
    const day = {
      date: today.date,
      asked,
      matched,
      cancelled,
      expired: 0,
      erased: 0,
      lapses: 0,
      declines: 1,
      talks: 1,
      cases: 0,
    };
    expect(items).toEqual([{ ...day, waitP50: underAMinute, waitP90: underAMinute }]);
    const backwards = { from: '2026-02-02', to: '2026-02-01' };
    await refused('unprocessable', call('days', { ...coordinating(space), query: backwards }));
    // A rematch, a read or a block is no event of the day. No event is counted twice.
    await declined.read();
    expect((await boardOf(space)).today).toEqual(today);
  });
});

describe.concurrent('the audit', () => {
  it('lists each change with the person who made it, the latest first, in pages, and shows that person to no other caller', async () => {
    const space = await aSpace();
    const volunteer = await aVolunteer(space);
    await edit(space, { direct: true });
    await editVolunteer(space, volunteer.id, { topics: [] });
    await editVolunteer(space, volunteer.id, { status: 'suspended' });
    await editVolunteer(space, volunteer.id, { status: 'active' });
    const what = await Array.fromAsync(pages('audit', { ...coordinating(space), query: { limit: 2 } }), (row) => row.what);
    expect(what.slice(0, 5)).toEqual([
      'volunteer-activated',
      'volunteer-suspended',
      'volunteer-edited',
      'space-edited',
      'volunteer-added',
    ]);
    expect(what.slice(5).toSorted()).toEqual([
      'coordinator-added',
      'partner-added',
      'partner-key-created',
      'resources-confirmed',
      'space-created',
    ]);
    const { items } = await succeeds('audit', { ...coordinating(space), query: { limit: '100' } });
    const times = items.map(({ at }) => at);
    expect(times).toEqual(times.toSorted().toReversed());
    const byCoordinator = new Set(items.filter((row) => row.what.startsWith('volunteer-')).map(({ by }) => by));
    expect(byCoordinator.size).toBe(1);
    expect(byCoordinator).not.toContain(space.coordinator.sub);
  });
});
