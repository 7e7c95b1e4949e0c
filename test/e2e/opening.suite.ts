/** Whether a space is open, and what it shows when it is not. */
import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import type { Hours } from '../../shared/domain/hours/hours.ts';
import type { spaceResources } from '../../shared/domain/space.ts';
import { aClosedSpace, aSpace, confirm } from './support/a-space.ts';
import { ask, aSeeker } from './support/a-seeker.ts';
import { aVolunteer, aVolunteerOn } from './support/a-volunteer.ts';
import { call, callRaw, refused, succeeded, succeeds, tagOf } from './support/call.ts';
import { publicView } from './support/public-page.ts';
import { until } from './support/wait.ts';

/** Far from UTC, and without summer time. */
const kathmandu = { timeZone: 'Asia/Kathmandu', minutes: 345 };
const dayNames = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/** A span of a week in Kathmandu, and the instants at which it begins and ends: whole minutes from now. */
function span(fromMinutes: number, toMinutes: number): { hours: Hours; from: string } {
  const minute = Math.floor(Date.now() / 60_000);
  const wall = (minutes: number) => new Date((minute + minutes + kathmandu.minutes) * 60_000);
  const clock = (minutes: number) => wall(minutes).toISOString().slice(11, 16);
  const day = dayNames[wall(fromMinutes).getUTCDay()] ?? 'sunday';
  return {
    hours: { weekly: [{ day, from: clock(fromMinutes), to: clock(toMinutes) }] },
    from: new Date((minute + fromMinutes) * 60_000).toISOString(),
  };
}

describe.concurrent('a space', () => {
  it('stays closed until a coordinator confirms the help numbers of its country', async () => {
    const space = await aClosedSpace();
    await aVolunteer(space);
    expect(await publicView(space)).toMatchObject({ state: 'closed', closedBecause: 'resources-not-confirmed', opensAt: null });
    const closed = await refused('space-closed', ask(space));
    expect(closed).toMatchObject({ opensAt: null, support: { country: 'GB' } });
    const unconfirmed = await publicView(space);
    expect(unconfirmed.support.resources.every(({ checkedAt }) => checkedAt === null)).toBe(true);
    expect((await confirm(space, 'FR')).status).toBe(200);
    expect((await publicView(space)).state).toBe('closed');
    const { resources } = await succeeded(confirm(space, 'gb'));
    expect(resources.filter(({ country }) => country === 'GB').every(({ checkedAt }) => checkedAt !== null)).toBe(true);
    expect((await publicView(space)).state).toBe('busy');
    expect((await ask(space)).status).toBe(202);
  });

  it('refuses a confirmation of help numbers that do not exist', async () => {
    const space = await aClosedSpace();
    await refused('unprocessable', confirm(space, 'ZZ'));
    await refused('not-found', confirm(space, 'GBRX'));
    await refused(
      'bad-request',
      callRaw('confirmResources', {
        token: space.coordinator.token,
        params: { space: space.id, country: 'GB' },
        body: { confirmed: false },
      }),
    );
  });

  it('that is a demo needs no confirmation, and says that it is a demo', async () => {
    const space = await aClosedSpace({ demo: true });
    const { state, demo, support } = await publicView(space);
    expect({ state, demo }).toEqual({ state: 'busy', demo: true });
    expect(support).toMatchObject({ demo: true, notice: expect.stringContaining('demonstration') });
  });

  it('is busy while no volunteer is free, open while one is, full when the queue is full', async () => {
    const space = await aSpace({ limits: { waitingMax: 1 } });
    const state = async () => (await publicView(space)).state;
    const volunteer = await aVolunteer(space);
    expect(await state()).toBe('busy');
    await volunteer.on();
    await until(state, (one) => one === 'open');
    await volunteer.off();
    await until(state, (one) => one === 'busy');
    const seeker = await aSeeker(space);
    await until(state, (one) => one === 'full');
    await seeker.cancel();
    await until(state, (one) => one === 'busy');
  });

  it('says when it opens, by the clock of its time zone', async () => {
    const { hours, from } = span(120, 180);
    const space = await aSpace({ hours, timeZone: kathmandu.timeZone });
    await aVolunteerOn(space);
    expect(await publicView(space)).toMatchObject({
      state: 'closed',
      closedBecause: 'outside-hours',
      opensAt: from,
      estimate: null,
    });
    const closed = await refused('space-closed', ask(space));
    expect(closed).toMatchObject({ opensAt: from });
    const seconds = (Date.parse(from) - Date.now()) / 1000;
    expect(Math.abs(closed.retryAfterSeconds - seconds)).toBeLessThan(30);
    // Also for a seeker who is not safe: no volunteer is here. The help resources come first.
    const notSafe = await refused('space-closed', ask(space, { notSafeNow: true }));
    expect(notSafe.support?.resources[0]?.topics).toContain('emergency');
  });

  it('is open within its hours, and closed again when it closes before a volunteer could serve', async () => {
    const [open, closing] = await Promise.all([
      aSpace({ hours: span(-60, 60).hours, timeZone: kathmandu.timeZone }),
      aSpace({ hours: span(-60, 5).hours, timeZone: kathmandu.timeZone, limits: { offerWindowSeconds: 600 } }),
    ]);
    await Promise.all([aVolunteer(open), aVolunteer(closing)]);
    expect((await publicView(open)).state).toBe('busy');
    expect((await ask(open)).status).toBe(202);
    expect(await publicView(closing)).toMatchObject({ state: 'closed', closedBecause: 'outside-hours' });
    await refused('space-closed', ask(closing));
  });

  it('for crises is closed while no coordinator is on duty', async () => {
    const duty = span(120, 180);
    const zone = { crisis: true, timeZone: kathmandu.timeZone };
    const [staffed, unstaffed] = await Promise.all([
      aSpace({ ...zone, duty: { always: true } }),
      aSpace({ ...zone, duty: duty.hours }),
    ]);
    expect(await publicView(staffed)).toMatchObject({ state: 'busy', dutyNow: true });
    expect(await publicView(unstaffed)).toMatchObject({
      state: 'closed',
      closedBecause: 'nobody-on-duty',
      dutyNow: false,
      opensAt: duty.from,
    });
  });

  it('answers a repeated read of its public view with 304 until it changes', async () => {
    const space = await aSpace();
    const sent = { params: { space: space.id } };
    const tag = tagOf(await call('showSpace', sent));
    const again = await call('showSpace', { ...sent, ifNoneMatch: tag });
    expect(again.status).toBe(304);
    expect(tagOf(again)).toBe(tag);
    await aSeekerWaits(space);
    await until(
      async () => (await call('showSpace', { ...sent, ifNoneMatch: '"other"' })).status,
      (status) => status === 200,
    );
  });
});

async function aSeekerWaits(space: Parameters<typeof ask>[0]): Promise<void> {
  await aVolunteer(space);
  await aSeeker(space);
}

type Entry = z.input<typeof spaceResources>['entries'][number];

function entry(id: string, parts: Partial<Entry> = {}): Entry {
  return {
    id,
    country: 'GB',
    name: `public-notice ${id}`,
    topics: ['general'],
    languages: ['en'],
    hours: null,
    contacts: [{ kind: 'url', url: 'https://help.example/' }],
    source: { url: 'https://help.example/', publisher: 'Example' },
    checkedBy: null,
    checkedAt: null,
    expiresAt: '2099-01-01',
    ...parts,
  };
}

const resourcesOf = async (space: { readonly id: string }, query: Record<string, string> = {}) =>
  succeeds('listResources', { params: { space: space.id }, query });

describe.concurrent('help resources', () => {
  it('are the numbers of the country and of the space, without any that is out of date', async () => {
    const entries = [
      entry('ours', { checkedBy: 'A. Person', checkedAt: '2026-01-01' }),
      entry('elsewhere', { country: 'FR' }),
      entry('anywhere', { country: null }),
    ];
    const space = await aSpace({ resources: { entries } });
    const { items, support } = await resourcesOf(space);
    const ids = items.map(({ id }) => id);
    expect(ids).toEqual(
      expect.arrayContaining(['ours', 'anywhere', 'gb-samaritans', 'gb-emergency-services', 'find-a-helpline']),
    );
    expect(ids).not.toContain('elsewhere');
    expect(items.find(({ id }) => id === 'gb-samaritans')?.name).toBe('Samaritans');
    expect(support.resources).toEqual(items);
    expect(JSON.stringify(items)).not.toContain('A. Person');
    expect((await resourcesOf(space, { country: 'fr' })).items.map(({ id }) => id)).toContain('elsewhere');
  });

  it('are not taken if no seeker would see them: out of date, twice, or under the id of a national entry', async () => {
    const { id, coordinator } = await aSpace();
    const wrong = [
      [entry('gone', { expiresAt: '2020-01-01' })],
      [entry('twice', {}), entry('twice', {})],
      [entry('gb-samaritans', { name: 'public-notice impostor' })],
    ];
    for (const entries of wrong) {
      const sent = { token: coordinator.token, params: { space: id }, ifMatch: '*', body: { resources: { entries } } };
      const { errors = [] } = await refused('unprocessable', call('editSpace', sent));
      expect(errors.map(({ pointer }) => pointer)).toEqual([
        `/resources/entries/${entries.length - 1}/${errors[0]?.pointer.split('/').at(-1)}`,
      ]);
    }
  });

  it('are the international finder, then the lines of the space, if no numbers are known', async () => {
    const space = await aSpace();
    const { items, support } = await resourcesOf(space, { country: 'ZZ' });
    const ids = items.map(({ id }) => id);
    expect(ids[0]).toBe('find-a-helpline');
    expect(ids).toContain('gb-samaritans');
    expect(ids).not.toContain('gb-emergency-services');
    expect(support).toMatchObject({ country: 'ZZ', notice: expect.stringContaining('We do not have numbers') });
  });

  it('come in the language of the caller, and none is left out for it', async () => {
    const space = await aSpace();
    const [plain, childrens] = await Promise.all([resourcesOf(space), resourcesOf(space, { topic: 'children' })]);
    expect(childrens.items[0]?.topics).toContain('children');
    expect(childrens.items.map(({ id }) => id).toSorted()).toEqual(plain.items.map(({ id }) => id).toSorted());
    for (const query of [{ country: 'G' }, { language: 'english!' }, { topic: '' }]) {
      await refused('bad-request', call('listResources', { params: { space: space.id }, query }));
    }
  });
});
