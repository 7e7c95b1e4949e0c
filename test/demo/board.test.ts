import { describe, expect, it } from 'vitest';
import { renderBoard, type BoardState } from '../../demo/board.ts';
import { boardColumns, boardLines } from '../../demo/limits.ts';
import { canShowBoard } from '../../demo/screen.ts';
import { statusLine } from '../../demo/status-line.ts';

const quiet: BoardState = {
  factor: 30,
  seed: 7,
  timeOfDay: 19 * 3600,
  elapsed: 0,
  total: 150,
  phase: 'open',
  needs: {
    notSafeNow: { waiting: 0, longest: [] },
    now: { waiting: 0, longest: [] },
    soon: { waiting: 0, longest: [] },
    whenever: { waiting: 0, longest: [] },
  },
  silent: 0,
  volunteers: { on: 0, talking: 0, asked: 0, free: 0, resting: 0, leaving: 0, off: 0 },
  conversations: 0,
  counts: { asked: 0, matched: 0, gaveUp: 0, expired: 0, refused: 0, offers: 0, accepted: 0 },
  hours: 0,
  violations: 0,
  events: [],
  service: undefined,
  serviceAge: 0,
  repeated: 0,
  followed: undefined,
};

const huge = 99_999_999;
const hugeRow = { waiting: huge, longest: Array.from({ length: 500 }, () => huge) };

const extreme: BoardState = {
  factor: 119.999,
  seed: 2 ** 31 - 1,
  timeOfDay: huge,
  elapsed: huge,
  total: huge,
  phase: 'closing',
  needs: { notSafeNow: hugeRow, now: hugeRow, soon: hugeRow, whenever: hugeRow },
  silent: huge,
  volunteers: { on: huge, talking: huge, asked: huge, free: huge, resting: huge, leaving: huge, off: huge },
  conversations: huge,
  counts: { asked: huge, matched: huge, gaveUp: huge, expired: huge, refused: huge, offers: huge, accepted: huge },
  hours: 0.0001,
  violations: huge,
  events: Array.from({ length: 300 }, () => ({ timeOfDay: huge, text: `żółw 🐢 \u001B[31m\n\t${'long '.repeat(100)}` })),
  service: {
    at: '2026-11-20T19:00:00.000Z',
    waiting: huge,
    offered: huge,
    oldestWaitSeconds: huge,
    waitReasons: { 'at-capacity': huge, 'not-seen-lately': huge, 'scarcer-first': huge, 'waiting-for-same-volunteer': huge },
    volunteersOn: huge,
    volunteersFree: huge,
    conversationsOpen: huge,
    today: {
      date: '2026-11-20',
      asked: huge,
      matched: huge,
      cancelled: huge,
      expired: huge,
      ended: huge,
      offers: huge,
      accepted: huge,
      declined: huge,
      lapsed: huge,
      waitP50: { fromSeconds: 600, toSeconds: huge },
      waitP90: null,
      countedUpTo: null,
      stale: false,
    },
    cases: { escalationsOpen: huge, reportsOpen: huge },
  },
  serviceAge: huge,
  repeated: huge,
  followed: `żółw ${'long '.repeat(100)}`,
};

const busy: BoardState = {
  ...quiet,
  elapsed: 65,
  needs: { ...quiet.needs, now: { waiting: 3, longest: [185, 60, 12] } },
  volunteers: { on: 6, talking: 2, asked: 1, free: 1, resting: 1, leaving: 1, off: 4 },
  counts: { asked: 12, matched: 8, gaveUp: 2, expired: 0, refused: 1, offers: 10, accepted: 8 },
  hours: 0.5,
  events: [
    {
      timeOfDay: 19 * 3600 + 120,
      text: 'matched Arabic-speaking listener, waited 12 s: same volunteer asked for',
    },
  ],
};

describe('the board', () => {
  it.each([
    ['an empty evening', quiet],
    ['a busy one', busy],
    ['figures and texts that are far too long', extreme],
  ])('is 24 lines of at most 80 printable ASCII characters for %s', (_name, state) => {
    const lines = renderBoard(state);
    expect(lines).toHaveLength(boardLines);
    expect([boardLines, boardColumns]).toEqual([24, 80]);
    for (const line of lines) expect(line).toMatch(/^[\x20-\x7e]{0,80}$/u);
  });

  it('shows who waits with the longest waits, one letter for each volunteer who is on, and the last events', () => {
    const text = renderBoard(busy).join('\n');
    expect(text).toMatch(/now +3 +3:05 min +1:00 min +12 s +###$/mu);
    expect(text).toContain('on 6  talking 2  asked 1  free 1  resting 1  leaving 1');
    expect(text).toMatch(/TTa\.rL {3}4 off$/mu);
    expect(text).toContain('an hour 24 ask, 16 match;  80 % matched, 80 % of offers taken');
    expect(text).toContain('19:02  matched Arabic-speaking listener, waited 12 s: same volunteer asked for');
  });

  it('says in plain words why the service makes requests wait, the most frequent reason first', () => {
    if (extreme.service === undefined) throw new Error('no board');
    const service = { ...extreme.service, waitReasons: { resting: 1, 'at-capacity': 3, 'scarcer-first': 1 } };
    const text = renderBoard({ ...busy, service }).join('\n');
    expect(text).toMatch(/they wait +volunteers talking 3, volunteers resting 1, rarer need/mu);
    expect(renderBoard(busy).join('\n')).toMatch(/they wait +-$/mu);
  });

  it('goes on with the last figures when the service is not heard, and says how old they are', () => {
    if (extreme.service === undefined) throw new Error('no board');
    const { service } = extreme;
    const recent = renderBoard({ ...quiet, service: { ...service, waiting: 4 }, serviceAge: 3 }).join('\n');
    expect(recent).toMatch(/SERVICE SAYS +waiting 4/u);
    const old = renderBoard({ ...quiet, service: { ...service, waiting: 4 }, serviceAge: 42 }).join('\n');
    expect(old).toMatch(/SERVICE SAID +42 s ago: waiting 4/u);
  });

  it('takes calls that were made again for no broken invariant', () => {
    const last = renderBoard({ ...busy, repeated: 12 }).at(-1);
    expect(last).toContain('12 calls made again; all invariants held so far');
    expect(last).not.toContain('BROKEN');
  });

  it('follows one seeker', () => {
    const text = renderBoard({ ...busy, followed: 'Noor waited 2:00 min, and talks with Thomas, a listener, for 40 s' }).join(
      '\n',
    );
    expect(text).toMatch(/^ FOLLOWED +Noor waited 2:00 min, and talks with Thomas/mu);
  });

  it('says at once when an invariant is broken', () => {
    expect(renderBoard(busy).at(-1)).toContain('all invariants held so far');
    expect(renderBoard({ ...busy, violations: 1 }).at(-1)).toContain('INVARIANTS BROKEN: 1');
  });

  it('has one line for logs that says the same', () => {
    expect(statusLine(busy)).toBe(
      '19:00 after 65 s | waiting 3 (now 3; longest 3:05 min) | on 6, free 1, talks 0 | asked 12, matched 8, gave up 2, expired 0, refused 1',
    );
    expect(statusLine({ ...busy, violations: 2 })).toContain('VIOLATIONS 2');
  });

  it.each([
    [true, { isTTY: true, columns: 80, rows: 24 }, 'xterm'],
    [false, { isTTY: true, columns: 80, rows: 24 }, 'dumb'],
    [false, { isTTY: true, columns: 79, rows: 24 }, 'xterm'],
    [false, { isTTY: true, columns: 80, rows: 23 }, 'xterm'],
  ])('is shown: %s, on %o with TERM=%s', (shown, out, term) => {
    expect(canShowBoard(out, term)).toBe(shown);
  });
});
