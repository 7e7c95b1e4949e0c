/**
 * The running service, with real processes, under small disruptions. All scenarios run at once, because most of their time is
 * waiting. `npm run resilience` runs them longer, and adds the load, whose shares and times depend on other programs on the machine.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../../infra/bundle.ts';
import { seed } from '../fixtures/seed.ts';
import { play } from './play.ts';
import { detailsOf, tableOf } from './report.ts';
import type { Scenario } from './scenario.ts';
import { fullDisk } from './scenarios/full-disk.ts';
import { kills } from './scenarios/kills.ts';
import { pauses } from './scenarios/pauses.ts';
import { slowEngine } from './scenarios/slow-engine.ts';
import { smallSize } from './sizes.ts';
import type { Verdict } from './verdict.ts';

const verdicts: Verdict[] = [];

async function expectSurvived(scenario: Scenario): Promise<void> {
  const verdict = await play(scenario, { seed, size: smallSize });
  verdicts.push(verdict);
  console.log(detailsOf(verdict));
  expect(verdict.violations).toEqual([]);
  expect(verdict.acknowledged).toBeGreaterThan(0);
  expect(verdict.survived).toBeGreaterThan(0);
}

beforeAll(() => bundle(), 30_000);
afterAll(() => console.log(tableOf(verdicts)));

describe('the running service', () => {
  describe.concurrent('under disruption', () => {
    it('loses nothing and doubles nothing if any process is killed at any moment', () => expectSurvived(kills), 300_000);
    it('recovers from pauses longer than every time-out, lease and window', () => expectSurvived(pauses), 300_000);
    it(
      'loses nothing and doubles nothing if engines answer late, break off, or refuse',
      () => expectSurvived(slowEngine),
      300_000,
    );

    const why = fullDisk.impossible?.();
    it.skipIf(why !== undefined)(
      `${why === undefined ? '' : `NOT RUN: ${why}: `}keeps what it acknowledged while the disk is full, and recovers when there is space`,
      () => expectSurvived(fullDisk),
      300_000,
    );
  });
});
