/** The promises of every wake queue. */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../shared/domain/result.ts';
import type { WakeQueue } from '../../shared/ports.ts';

export interface WakesUnderTest {
  readonly wakes: WakeQueue;
  /** The wakes that are delivered now, from immediate and delayed ones, in the order of delivery. */
  readonly deliver: () => Promise<readonly string[]>;
  /** Lets this number of seconds pass. */
  readonly pass: (seconds: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

export function wakesContract(name: string, open: () => Promise<WakesUnderTest>): void {
  describe(`the wakes of ${name}`, () => {
    let opened: WakesUnderTest | undefined;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(async () => opened?.close());
    const subject = (): WakesUnderTest => {
      assert(opened !== undefined);
      return opened;
    };

    it('wakes arrive once each, in the order of their room', async () => {
      const { wakes, deliver } = subject();
      for (const room of ['ROOM#a#0', 'ROOM#b#0', 'ROOM#c#0']) expect(await wakes.wake(room)).toEqual(ok());
      expect((await deliver()).toSorted()).toEqual(['ROOM#a#0', 'ROOM#b#0', 'ROOM#c#0']);
      expect(await deliver()).toEqual([]);
    });

    it('two equal wakes are two wakes, even when one soon follows the other', async () => {
      const { wakes, deliver } = subject();
      await Promise.all([1, 2, 3].map(() => wakes.wake('ROOM#a#0')));
      expect(await deliver()).toEqual(['ROOM#a#0', 'ROOM#a#0', 'ROOM#a#0']);
    });

    it('a delayed wake comes after its delay, and not before', async () => {
      const { wakes, deliver, pass } = subject();
      expect(await wakes.wakeLater('ROOM#late#0', 1)).toEqual(ok());
      expect(await wakes.wakeLater('ROOM#soon#0', 0)).toEqual(ok());
      expect(await deliver()).toEqual(['ROOM#soon#0']);
      await pass(1);
      expect(await deliver()).toEqual(['ROOM#late#0']);
    });

    it('a wake takes any delay from 0 to 900 seconds, also fractions, and no other', async () => {
      const { wakes } = subject();
      expect(await wakes.wakeLater('ROOM#far#0', 899.5)).toEqual(ok());
      for (const delay of [-1, 901, Number.NaN]) await expect(wakes.wakeLater('ROOM#a#0', delay)).rejects.toThrow('0 to 900');
    });
  });
}
