import { describe, expect, it } from 'vitest';
import { cryptoIds } from '../../shared/adapters/crypto/ids.ts';
import { jsonLog } from '../../shared/adapters/json-log.ts';
import { pauseMsMax } from '../../shared/adapters/limits.ts';
import { SeededRandom } from '../../random/seeded-random.ts';
import { seededIds } from '../../shared/adapters/memory/ids.ts';
import { memoryLog } from '../../shared/adapters/memory/log.ts';
import { jitteredBackoff, pauseCeilingMs } from '../../shared/adapters/backoff.ts';
import type { Ids } from '../../shared/ports.ts';

const random = new SeededRandom(1);

describe.each<[string, () => Ids]>([
  ['the operating system', () => cryptoIds],
  ['a seed (1)', () => seededIds((count) => random.bytes(count))],
])('ids from %s', (_, make) => {
  it('ids are a prefix and 128 random bits, secrets have 256 bits, and none repeats', () => {
    const ids = make();
    const fresh = Array.from({ length: 1000 }, () => ids.fresh('req'));
    expect(fresh.filter((id) => !/^req_[A-Za-z0-9_-]{22}$/u.test(id))).toEqual([]);
    expect(new Set(fresh).size).toBe(1000);
    expect(ids.secret()).toMatch(/^[A-Za-z0-9_-]{43}$/u);
    expect(ids.secret()).not.toBe(ids.secret());
  });
});

describe('the pace', () => {
  it('the backoff has a ceiling that doubles with each attempt, up to a limit', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 1000].map(pauseCeilingMs)).toEqual([25, 50, 100, 200, 400, 800, pauseMsMax, pauseMsMax]);
  });

  it('the backoff pauses for a random part of the ceiling', async () => {
    const before = performance.now();
    await jitteredBackoff(() => 0).pause(1000);
    expect(performance.now() - before).toBeLessThan(pauseMsMax / 2);
    // Timers may be a millisecond early.
    await jitteredBackoff(() => 0.99).pause(3);
    expect(performance.now() - before).toBeGreaterThanOrEqual(98);
  });
});

describe('logs', () => {
  const event = { code: 'race-lost', fields: { outcome: 'lost', tried: 2 } } as const;
  const bug = { code: 'bug', fields: { route: '$default', error: 'Error', stack: 'at here' } } as const;

  it('[sec-log-1] a log of lines writes one JSON object per event', () => {
    const [lines, errors]: [string[], string[]] = [[], []];
    const log = jsonLog({ info: (line) => lines.push(line), error: (line) => errors.push(line) });
    log.write(event);
    log.write(bug);
    expect(lines).toEqual(['{"code":"race-lost","outcome":"lost","tried":2}']);
    expect(errors).toEqual(['{"level":"ERROR","code":"bug","route":"$default","error":"Error","stack":"at here"}']);
  });

  it('a log in memory keeps the events', () => {
    const log = memoryLog();
    log.write(event);
    expect(log.entries).toEqual([event]);
  });
});
