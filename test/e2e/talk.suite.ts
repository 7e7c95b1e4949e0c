import { describe, expect, it } from 'vitest';
import { aSpace } from './support/a-space.ts';
import { aTalk, end, show } from './support/a-talk.ts';

export function talk(): void {
  describe('a talk', () => {
    it('comes about', async () => {
      const t = await aTalk(await aSpace());
      expect((await show(t.as.seeker)).state).toBe('open');
      expect((await end(t.as.seeker)).state).toBe('ended');
    });
  });
}
