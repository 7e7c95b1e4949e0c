/**
 * The running service, with real processes, under violence, small: everything side by side, since most of it
 * is waited out. `npm run resilience` is the same at length, and the load, whose shares and times another program on the machine changes.
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
  describe.concurrent('hurt', () => {
    it('by SIGKILL of anything at any moment loses nothing and doubles nothing', () => expectSurvived(kills), 300_000);
    it('by pauses longer than every time-out, lease and window goes on', () => expectSurvived(pauses), 300_000);
    it('by engines that are late, cut, or refuse keeps its word', () => expectSurvived(slowEngine), 300_000);

    const why = fullDisk.impossible?.();
    it.skipIf(why !== undefined)(
      `${why === undefined ? '' : `NOT RUN: ${why}: `}by a full disk keeps what it acknowledged, and goes on when there is room`,
      () => expectSurvived(fullDisk),
      300_000,
    );
  });
});
