import { describe, expect, it } from 'vitest';
import { openingOf } from '../../shared/domain/opening.ts';
import { spaceViewOf } from '../../shared/app/spaces/space-views.ts';
import { spaceView as shape } from '../../shared/contract/spaces.ts';
import { limits, space as spaceShape, type Space } from '../../shared/domain/space.ts';
import { seedEdition } from '../../shared/domain/support/seed/shape.ts';
import { epochMs, toIso } from '../../shared/domain/time.ts';
import { aPolicy, at, noon, spaceNo } from '../fixtures/domain.ts';
import { expectConforms } from '../fixtures/service.ts';
import { spaceBody } from '../world/bodies.ts';

/** A coordinator confirmed the numbers that come with this version. */
const confirmed = { at: epochMs.parse(Date.parse(seedEdition)), by: 'digest' };

/** Noon is a Monday in UTC. */
function space(parts: Partial<Space> = {}): Space {
  return spaceShape.parse({
    ...spaceBody,
    id: spaceNo(1),
    rev: 'rev',
    createdAt: noon,
    confirmed: { GB: confirmed },
    crisis: false,
    timeZone: 'UTC',
    audience: 'adult',
    groundRules: { version: 1, items: ['Be kind'] },
    resources: { entries: [] },
    evaluation: { questions: [] },
    roles: ['listener'],
    topics: [],
    channels: ['chat'],
    hours: { always: true },
    duty: { weekly: [] },
    direct: false,
    credentialsRequired: [],
    limits: limits.parse({ waitingMax: 3 }),
    policy: aPolicy(),
    demo: false,
    ...parts,
  });
}

const monday = (from: string, to: string) => ({ weekly: [{ day: 'monday' as const, from, to }] });
const estimate = { fromSeconds: 60, toSeconds: 180 };
const view = (of: Space, room = { waiting: 0, isVolunteerFree: true }) => spaceViewOf(of, { ...room, estimate }, noon);

describe('the public page', () => {
  it('has the fields of the contract and no others', () => {
    expectConforms(shape.omit({ support: true }), view(space()));
    expectConforms(shape.omit({ support: true }), view(space({ confirmed: {} })));
  });

  it.each([
    ['open if a volunteer is free', { waiting: 2, isVolunteerFree: true }, 'open'],
    ['busy if no volunteer is free', { waiting: 2, isVolunteerFree: false }, 'busy'],
    ['full if as many requests wait as may wait', { waiting: 3, isVolunteerFree: true }, 'full'],
  ])('is %s', (_, room, state) => {
    expect(view(space(), room)).toMatchObject({ state, opensAt: null, estimate });
  });

  it('says whether a coordinator is on duty', () => {
    expect(view(space()).dutyNow).toBe(false);
    expect(view(space({ duty: monday('09:00', '17:00') })).dutyNow).toBe(true);
  });

  it('is closed, without estimate and opening time, until the help numbers are confirmed; a demo is open without them', () => {
    const closed = { state: 'closed', closedBecause: 'resources-not-confirmed', opensAt: null, estimate: null };
    expect(view(space({ confirmed: { IE: confirmed } }))).toMatchObject(closed);
    expect(view(space({ confirmed: {}, demo: true })).state).toBe('open');
  });

  it('is closed outside its hours, and says when it opens in its own time zone', () => {
    const later = space({ hours: monday('18:00', '20:00'), timeZone: 'Europe/Berlin' });
    expect(view(later)).toMatchObject({ state: 'closed', closedBecause: 'outside-hours', opensAt: '2026-03-02T17:00:00.000Z' });
    expect(view(space({ hours: { weekly: [] } }))).toMatchObject({ state: 'closed', opensAt: null });
  });

  it('is already closed if it closes before an offer could be answered', () => {
    const closing = space({ hours: monday('09:00', '12:01') });
    expect(openingOf(closing, at(30))).toEqual({ open: true, closesAt: at(60) });
    expect(view(closing)).toMatchObject({ state: 'open', closesAt: toIso(at(60)) });
    const nextWeek = at(7 * 86_400 - 3 * 3600);
    expect(openingOf(closing, at(31))).toEqual({ open: false, because: 'outside-hours', opensAt: nextWeek });
  });
});

describe('a crisis service', () => {
  it('is closed while no coordinator is on duty, and another space is not', () => {
    const duty = monday('13:00', '17:00');
    const closed = { state: 'closed', closedBecause: 'nobody-on-duty', opensAt: toIso(at(3600)) };
    expect(view(space({ crisis: true, duty }))).toMatchObject(closed);
    expect(view(space({ duty })).state).toBe('open');
    expect(view(space({ crisis: true, duty: { always: true } })).state).toBe('open');
  });

  it('closes when the coordinator goes off duty, and takes no request that no volunteer could answer before', () => {
    const staffed = space({ crisis: true, hours: monday('09:00', '17:00'), duty: monday('09:00', '12:01') });
    expect(view(staffed)).toMatchObject({ state: 'open', closesAt: toIso(at(60)) });
    expect(openingOf(staffed, at(31))).toMatchObject({ open: false, because: 'nobody-on-duty' });
    expect(view({ ...staffed, crisis: false })).toMatchObject({ closesAt: toIso(at(5 * 3600)) });
    expect(view(space())).toMatchObject({ closesAt: null });
  });

  it('opens when it is within its hours and on duty at the same time, for long enough', () => {
    const span = (day: 'monday' | 'tuesday' | 'wednesday', from: string, to: string) => ({ day, from, to });
    const hours = {
      weekly: [span('monday', '09:00', '10:00'), span('tuesday', '09:00', '10:00'), span('wednesday', '09:00', '12:00')],
    };
    const duty = { weekly: [span('tuesday', '09:59', '11:00'), span('wednesday', '11:00', '13:00')] };
    const crisis = space({ crisis: true, hours, duty, limits: limits.parse({ offerWindowSeconds: 61 }) });
    const wednesdayAtEleven = at(2 * 86_400 - 3600);
    expect(openingOf(crisis, noon)).toMatchObject({ opensAt: wednesdayAtEleven });
    expect(openingOf({ ...crisis, duty: { weekly: [] } }, noon)).toMatchObject({ opensAt: null });
    expect(openingOf({ ...crisis, duty: monday('09:00', '09:30') }, noon)).toMatchObject({ opensAt: at(7 * 86_400 - 3 * 3600) });
  });
});
