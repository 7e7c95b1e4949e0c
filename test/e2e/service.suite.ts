import { describe, expect, it } from 'vitest';
import { contract } from '../../shared/contract/contract.ts';
import { call, page } from './support/call.ts';

export function service(): void {
  describe('the service', () => {
    it('says that it answers, and its version', async () => {
      const { status, version } = await page(contract.health.answers[200], call('health'));
      expect(status).toBe('ok');
      expect(version).toMatch(/\S/u);
    });
  });
}
