import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hours, weekdays, type Hours } from '../../shared/domain/hours/hours.ts';
import { weeklySpansMax, zoneFormattersMax } from '../../shared/domain/hours/limits.ts';
import { closesAt, isOpenAt, opensAt } from '../../shared/domain/hours/open.ts';
import { formatterOf, timeZone } from '../../shared/domain/hours/time-zone.ts';
import { dayMs, instantOf, localDate, minuteMs, wallAt } from '../../shared/domain/hours/wall-clock.ts';
import { epochMs, fromIso, toIso, type EpochMs } from '../../shared/domain/time.ts';

const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia', 'Africa/Cairo', 'Asia/Kolkata', 'UTC'];

function instant(iso: string): EpochMs {
  const at = fromIso(iso);
  if (at === undefined) throw new Error(`not an instant: ${iso}`);
  return at;
}

/** The hours of a text such as `monday 09:00-17:00`. Several spans are separated by commas. */
function weekly(text: string): Hours {
  return hours.parse({
    weekly: text.split(', ').map((span) => {
      const [day, times] = span.split(' ');
      const [from, to] = times?.split('-') ?? [];
      return { day, from, to };
    }),
  });
}

const everyDay = (times: string) => weekly(weekdays.map((day) => `${day} ${times}`).join(', '));
const iso = (at: EpochMs | null) => (at === null ? null : toIso(at));

describe('the schema of opening hours', () => {
  it.each([
    ['always open', { always: true }],
    ['an empty week', { weekly: [] }],
    ['a whole day', { weekly: [{ day: 'monday', from: '00:00', to: '24:00' }] }],
    ['a span over midnight', { weekly: [{ day: 'saturday', from: '22:00', to: '04:00' }] }],
  ])('accepts %s', (_, value) => {
    expect(hours.safeParse(value).success).toBe(true);
  });

  it.each([
    ['always: false', { always: false }],
    ['both forms at once', { always: true, weekly: [] }],
    ['a day that does not exist', { weekly: [{ day: 'someday', from: '09:00', to: '10:00' }] }],
    ['24:00 as the start of a span', { weekly: [{ day: 'monday', from: '24:00', to: '10:00' }] }],
    ['a time without a leading zero', { weekly: [{ day: 'monday', from: '9:00', to: '10:00' }] }],
    ['a span that ends at the time it starts', { weekly: [{ day: 'monday', from: '09:00', to: '09:00' }] }],
    [
      'too many spans',
      { weekly: Array.from({ length: weeklySpansMax + 1 }, () => ({ day: 'monday', from: '09:00', to: '10:00' })) },
    ],
  ])('refuses %s', (_, value) => {
    expect(hours.safeParse(value).success).toBe(false);
  });

  it('knows time zones only by their IANA names', () => {
    expect(zones.filter((name) => timeZone.safeParse(name).success)).toEqual(zones);
    expect(['Europe/Atlantis', '+01:00', '', 'x'.repeat(65)].filter((name) => timeZone.safeParse(name).success)).toEqual([]);
  });

  it('caches the formatters of the latest zones, and works for more zones than it caches', () => {
    const [paris] = [formatterOf('Europe/Paris'), formatterOf('Europe/Rome')];
    expect(formatterOf('Europe/Paris')).toBe(paris);
    const names = Intl.supportedValuesOf('timeZone').slice(0, zoneFormattersMax * 2);
    const dates = names.map((name) => localDate(name, instant('2026-06-15T12:00:00Z')));
    expect(new Set(dates)).toEqual(new Set(['2026-06-15']));
    expect(formatterOf('Europe/Paris')).not.toBe(paris);
  });
});

describe('the local date', () => {
  it.each([
    ['2026-03-29T00:30:00Z', 'Europe/Berlin', '2026-03-29'],
    ['2026-03-29T01:00:00Z', 'Europe/Berlin', '2026-03-29'],
    ['2026-11-01T05:30:00Z', 'America/New_York', '2026-11-01'],
    ['2026-11-01T06:30:00Z', 'America/New_York', '2026-11-01'],
    ['2026-10-03T15:29:00Z', 'Australia/Lord_Howe', '2026-10-04'],
    ['2026-10-03T15:30:00Z', 'Australia/Lord_Howe', '2026-10-04'],
    ['2026-12-31T23:59:59Z', 'Asia/Kolkata', '2027-01-01'],
  ])('%s in %s is %s', (at, zone, date) => {
    expect(localDate(zone, instant(at))).toBe(date);
  });
});

describe('opening and closing', () => {
  it('is always open with `always`, and never in an empty week', () => {
    const at = instant('2026-11-20T12:00:00Z');
    expect([isOpenAt({ always: true }, 'UTC', at), opensAt({ always: true }, 'UTC', at)]).toEqual([true, at]);
    expect(closesAt({ always: true }, 'UTC', at)).toBeNull();
    expect([isOpenAt({ weekly: [] }, 'UTC', at), opensAt({ weekly: [] }, 'UTC', at)]).toEqual([false, null]);
    expect(closesAt({ weekly: [] }, 'UTC', at)).toBeNull();
  });

  it('opens at the first minute and is closed at the last', () => {
    const of = weekly('friday 09:00-17:00');
    expect(isOpenAt(of, 'Europe/Berlin', instant('2026-11-20T07:59:59.999Z'))).toBe(false);
    expect(isOpenAt(of, 'Europe/Berlin', instant('2026-11-20T08:00:00Z'))).toBe(true);
    expect(isOpenAt(of, 'Europe/Berlin', instant('2026-11-20T15:59:59.999Z'))).toBe(true);
    expect(isOpenAt(of, 'Europe/Berlin', instant('2026-11-20T16:00:00Z'))).toBe(false);
    expect(iso(opensAt(of, 'Europe/Berlin', instant('2026-11-20T16:00:00Z')))).toBe('2026-11-27T08:00:00.000Z');
    expect(iso(closesAt(of, 'Europe/Berlin', instant('2026-11-20T08:00:00Z')))).toBe('2026-11-20T16:00:00.000Z');
  });

  it('continues a night span over midnight and over the end of the week', () => {
    const of = weekly('saturday 22:00-04:00');
    expect(isOpenAt(of, 'Europe/Berlin', instant('2026-11-22T02:59:00Z'))).toBe(true);
    expect(isOpenAt(of, 'Europe/Berlin', instant('2026-11-22T03:00:00Z'))).toBe(false);
    expect(iso(closesAt(of, 'Europe/Berlin', instant('2026-11-21T21:00:00Z')))).toBe('2026-11-22T03:00:00.000Z');
  });

  it('joins spans that touch or overlap, and never closes if they cover the whole week', () => {
    const touching = weekly('friday 09:00-24:00, saturday 00:00-02:00, friday 08:00-10:00');
    expect(iso(closesAt(touching, 'UTC', instant('2026-11-20T08:30:00Z')))).toBe('2026-11-21T02:00:00.000Z');
    expect(closesAt(everyDay('00:00-24:00'), 'Europe/Berlin', instant('2026-03-27T00:00:00Z'))).toBeNull();
    expect(closesAt(everyDay('06:00-05:59'), 'Europe/Berlin', instant('2026-03-27T12:00:00Z'))).not.toBeNull();
  });
});

describe('a date with hours of its own', () => {
  const always = { always: true } as const;
  const closed = (...dates: string[]) => dates.map((date) => ({ date, open: [] }));
  const evenings = weekly(weekdays.map((day) => `${day} 20:00-02:00`).join(', '));
  const berlin = 'Europe/Berlin';

  it.each<
    readonly [string, Hours, string, { readonly open: boolean; readonly opens: string | null; readonly closes: string | null }]
  >([
    [
      '[bug-closed-date] before a closed date the evening ends at midnight',
      { ...evenings, exceptions: closed('2026-12-25') },
      '2026-12-24T22:00:00Z',
      { open: true, opens: '2026-12-24T22:00:00.000Z', closes: '2026-12-24T23:00:00.000Z' },
    ],
    [
      'a closed date is closed from midnight to midnight',
      { ...evenings, exceptions: closed('2026-12-25') },
      '2026-12-24T23:00:00Z',
      { open: false, opens: '2026-12-26T19:00:00.000Z', closes: null },
    ],
    [
      'closed dates in a row',
      { ...evenings, exceptions: closed('2026-12-26', '2026-12-25') },
      '2026-12-25T12:00:00Z',
      { open: false, opens: '2026-12-27T19:00:00.000Z', closes: null },
    ],
    [
      'a date that is open longer',
      { ...evenings, exceptions: [{ date: '2026-12-31', open: [{ from: '18:00', to: '06:00' }] }] },
      '2026-12-31T17:30:00Z',
      { open: true, opens: '2026-12-31T17:30:00.000Z', closes: '2027-01-01T05:00:00.000Z' },
    ],
    [
      'a date that is open only at noon',
      { ...evenings, exceptions: [{ date: '2026-12-31', open: [{ from: '12:00', to: '13:00' }] }] },
      '2026-12-31T12:30:00Z',
      { open: false, opens: '2027-01-01T19:00:00.000Z', closes: null },
    ],
    [
      'always open except for a date',
      { ...always, exceptions: closed('2026-12-25') },
      '2026-12-24T12:00:00Z',
      { open: true, opens: '2026-12-24T12:00:00.000Z', closes: '2026-12-24T23:00:00.000Z' },
    ],
    [
      'always open again after a date',
      { ...always, exceptions: closed('2026-12-25') },
      '2026-12-25T12:00:00Z',
      { open: false, opens: '2026-12-25T23:00:00.000Z', closes: null },
    ],
    [
      'open on dates only',
      { weekly: [], exceptions: [{ date: '2027-06-01', open: [{ from: '10:00', to: '12:00' }] }] },
      '2026-12-25T12:00:00Z',
      { open: false, opens: '2027-06-01T08:00:00.000Z', closes: null },
    ],
    [
      'a date on which the clock goes forward, 02:00 does not exist',
      { weekly: [], exceptions: [{ date: '2026-03-29', open: [{ from: '02:00', to: '04:00' }] }] },
      '2026-03-29T00:59:00Z',
      { open: false, opens: '2026-03-29T01:00:00.000Z', closes: null },
    ],
    [
      'a closed date of 25 hours',
      { ...always, exceptions: closed('2026-10-25') },
      '2026-10-25T22:59:00Z',
      { open: false, opens: '2026-10-25T23:00:00.000Z', closes: null },
    ],
  ])('%s', (_, of, at, expected) => {
    const now = instant(at);
    expect(hours.parse(of)).toEqual(of);
    const found = {
      open: isOpenAt(of, berlin, now),
      opens: iso(opensAt(of, berlin, now)),
      closes: iso(closesAt(of, berlin, now)),
    };
    expect(found).toEqual(expected);
  });

  it('opens after a break of many closed dates', () => {
    const from = instant('2026-07-01T00:00:00Z');
    const dates = Array.from({ length: 60 }, (_, day) => toIso(epochMs.parse(from + day * dayMs)).slice(0, 10));
    const of = { ...evenings, exceptions: closed(...dates) };
    expect(iso(opensAt(of, berlin, instant('2026-07-02T12:00:00Z')))).toBe('2026-08-30T18:00:00.000Z');
  });

  it.each([
    ['no date', [{ date: '2026-13-01', open: [] }]],
    ['a date twice', closed('2026-12-25', '2026-12-25')],
    ['a span without time', [{ date: '2026-12-25', open: [{ from: '10:00', to: '10:00' }] }]],
    ['a weekday', [{ date: '2026-12-25', open: [{ day: 'friday', from: '10:00', to: '11:00' }] }]],
  ])('is refused if it has %s', (_, exceptions) => {
    expect(hours.safeParse({ ...always, exceptions }).success).toBe(false);
    expect(hours.safeParse({ weekly: [], exceptions }).success).toBe(false);
  });
});

describe('a night in which the clock changes:', () => {
  it.each([
    // The clock jumps from 02:00 to 03:00 (Lord Howe: 02:30). A skipped time is the moment of the jump.
    ['Europe/Berlin', '01:30-02:30', '2026-03-28T23:00:00Z', '2026-03-29T00:30:00.000Z', '2026-03-29T01:00:00.000Z'],
    ['Europe/Berlin', '02:30-06:00', '2026-03-28T23:00:00Z', '2026-03-29T01:00:00.000Z', '2026-03-29T04:00:00.000Z'],
    ['America/New_York', '01:00-02:30', '2026-03-08T05:00:00Z', '2026-03-08T06:00:00.000Z', '2026-03-08T07:00:00.000Z'],
    ['Australia/Lord_Howe', '01:00-02:15', '2026-10-03T14:00:00Z', '2026-10-03T14:30:00.000Z', '2026-10-03T15:30:00.000Z'],
    // The clock shows an hour twice (Lord Howe: half an hour). A time that is shown twice is the first of the two.
    ['Europe/Berlin', '01:00-02:30', '2026-10-24T22:00:00Z', '2026-10-24T23:00:00.000Z', '2026-10-25T00:30:00.000Z'],
    ['Europe/Berlin', '02:30-04:00', '2026-10-24T22:00:00Z', '2026-10-25T00:30:00.000Z', '2026-10-25T03:00:00.000Z'],
    ['America/New_York', '22:00-01:30', '2026-10-31T12:00:00Z', '2026-11-01T02:00:00.000Z', '2026-11-01T05:30:00.000Z'],
    ['Australia/Lord_Howe', '01:45-03:00', '2026-04-04T13:30:00Z', '2026-04-04T14:45:00.000Z', '2026-04-04T16:30:00.000Z'],
    // Midnight itself is skipped.
    ['Africa/Cairo', '00:00-02:00', '2026-04-23T12:00:00Z', '2026-04-23T22:00:00.000Z', '2026-04-23T23:00:00.000Z'],
  ])('in %s, %s opens once and closes once', (zone, times, from, opens, closes) => {
    const of = everyDay(times);
    const opening = opensAt(of, zone, instant(from));
    expect(iso(opening)).toBe(opens);
    expect(iso(closesAt(of, zone, instant(opens)))).toBe(closes);
  });

  it('the opening of the next week is found if a skipped hour contains the only opening of this week', () => {
    const of = weekly('sunday 02:15-02:45');
    expect(iso(opensAt(of, 'Europe/Berlin', instant('2026-03-22T12:00:00Z')))).toBe('2026-04-05T00:15:00.000Z');
  });

  it('the closing of the next week is found if a skipped hour contains the only closing of this week', () => {
    const of = weekly(
      'sunday 02:45-24:00, monday 00:00-24:00, tuesday 00:00-24:00, wednesday 00:00-24:00, thursday 00:00-24:00, ' +
        'friday 00:00-24:00, saturday 00:00-24:00, sunday 00:00-02:15',
    );
    expect(iso(closesAt(of, 'Europe/Berlin', instant('2026-03-22T01:45:00Z')))).toBe('2026-04-05T00:15:00.000Z');
  });
});

describe('for any hours, zone and instant,', () => {
  const timeOfDay = fc.integer({ min: 0, max: 24 * 12 - 1 }).map((fives) => clock(fives * 5));
  const clock = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  const span = fc
    .record({ day: fc.constantFrom(...weekdays), from: timeOfDay, to: fc.oneof(timeOfDay, fc.constant('24:00')) })
    .filter(({ from, to }) => from !== to);
  const someHours = fc.array(span, { maxLength: 10 }).map((spans) => hours.parse({ weekly: spans }));
  const zone = fc.constantFrom(...zones.filter((name) => name !== 'Pacific/Apia'));
  // Half of the instants are within two days of a clock change in one of the zones.
  const changes = [
    '2026-03-08',
    '2026-03-29',
    '2026-04-05',
    '2026-04-24',
    '2026-10-04',
    '2026-10-25',
    '2026-10-30',
    '2026-11-01',
  ];
  const nearChange = fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -2 * 24 * 60, max: 2 * 24 * 60 }))
    .map(([date, minutes]) => instant(`${date}T00:00:00Z`) + minutes * minuteMs);
  const anywhen = fc.integer({ min: instant('2024-01-01T00:00:00Z'), max: instant('2031-01-01T00:00:00Z') });
  const at = fc.oneof(nearChange, anywhen).map((ms) => epochMs.parse(ms));

  const seed = Number(process.env['SEED'] ?? 20_261_120);
  console.log(`hours: seed ${seed}`);
  const runs = { seed, numRuns: 400 };

  it('opensAt is the end of the closed time that isOpenAt reports', () => {
    fc.assert(
      fc.property(someHours, zone, at, fc.double({ min: 0, max: 1, noNaN: true }), (of, name, now, share) => {
        const next = opensAt(of, name, now);
        expect(next === now).toBe(isOpenAt(of, name, now));
        const end = next ?? now + 20 * dayMs;
        if (next !== null) expect(isOpenAt(of, name, next)).toBe(true);
        if (end > now) expect(isOpenAt(of, name, epochMs.parse(end - 1))).toBe(false);
        if (end > now) expect(isOpenAt(of, name, epochMs.parse(Math.floor(now + share * (end - 1 - now))))).toBe(false);
      }),
      runs,
    );
  });

  it('closesAt is the end of the open time that isOpenAt reports', () => {
    fc.assert(
      fc.property(someHours, zone, at, fc.double({ min: 0, max: 1, noNaN: true }), (of, name, now, share) => {
        const end = closesAt(of, name, now);
        const open = isOpenAt(of, name, now);
        if (!open) expect(end).toBeNull();
        const last = end === null ? now + 20 * dayMs : end - 1;
        if (end !== null) expect(isOpenAt(of, name, end)).toBe(false);
        if (open) expect(isOpenAt(of, name, epochMs.parse(last))).toBe(true);
        if (open) expect(isOpenAt(of, name, epochMs.parse(Math.floor(now + share * (last - now))))).toBe(true);
      }),
      runs,
    );
  });

  it('the space is open exactly when the local clock shows a time of a span, except near clock changes', () => {
    fc.assert(
      fc.property(someHours, zone, at, (of, name, now) => {
        const steady = new Set([-2, -1, 0, 1, 2].map((days) => wallAt(name, now + days * dayMs) - now - days * dayMs));
        fc.pre(steady.size === 1 && 'weekly' in of);
        const wall = new Date(wallAt(name, now));
        const time = wall.toISOString().slice(11, 16);
        const today = weekdays[wall.getUTCDay()];
        const yesterday = weekdays[(wall.getUTCDay() + 6) % 7];
        const shown =
          'weekly' in of &&
          of.weekly.some(({ day, from, to }) => {
            if (from < to) return day === today && from <= time && time < to;
            return (day === today && from <= time) || (day === yesterday && time < to);
          });
        expect(isOpenAt(of, name, now)).toBe(shown);
      }),
      runs,
    );
  });

  it('the instant of a reading is the first that shows it or a later reading', () => {
    fc.assert(
      fc.property(zone, at, (name, now) => {
        const wall = wallAt(name, now);
        const first = instantOf(name, wall);
        expect(first).toBeLessThanOrEqual(now);
        expect(wallAt(name, first)).toBeGreaterThanOrEqual(wall);
        expect(wallAt(name, first - 1)).toBeLessThan(wall);
      }),
      runs,
    );
  });
});
