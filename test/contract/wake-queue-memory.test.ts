import { describe, expect, it } from 'vitest';
import { memoryWakeQueue } from '../../shared/adapters/memory/wake-queue.ts';
import { err, ok } from '../../shared/domain/result.ts';
import { wakesContract } from './wake-queue.contract.ts';

wakesContract('memory', async () => {
  let now = 0;
  const wakes = memoryWakeQueue(() => now);
  return {
    wakes,
    deliver: async () => wakes.drain(),
    pass: async (seconds) => {
      now += seconds * 1_000;
    },
    close: async () => undefined,
  };
});

describe('the wake queue in memory', () => {
  it('wakes in memory can be lost, doubled and delayed, all of them or those of one room', async () => {
    let now = 0;
    const wakes = memoryWakeQueue(() => now);
    for (const room of ['a', 'b', 'a', 'c']) await wakes.wake(room);
    expect(wakes.double('b')).toBe(1);
    expect(wakes.lose('c')).toBe(1);
    expect(wakes.delay(5, 'a')).toBe(2);
    expect(wakes.drain()).toEqual(['b', 'b']);
    now = 4_999;
    expect(wakes.drain()).toEqual([]);
    now = 5_000;
    expect(wakes.double()).toBe(2);
    expect(wakes.drain()).toEqual(['a', 'a', 'a', 'a']);
    await wakes.wakeLater('a', 60);
    expect(wakes.pending).toEqual([{ room: 'a', dueAt: 65_000 }]);
    expect(wakes.lose()).toBe(1);
    expect(wakes.pending).toEqual([]);
  });

  it('wakes in memory can refuse for a while, and send nothing then', async () => {
    const wakes = memoryWakeQueue(() => 0);
    wakes.refuse(2);
    expect(await wakes.wake('a')).toEqual(err({ code: 'unavailable' }));
    expect(await wakes.wakeLater('a', 0)).toEqual(err({ code: 'unavailable' }));
    expect(await wakes.wake('b')).toEqual(ok());
    expect(wakes.drain()).toEqual(['b']);
  });
});
