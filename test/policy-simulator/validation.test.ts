/** The simulator is trusted because it agrees with theory where theory is exact. */
import { describe, expect, it } from 'vitest';
import { checkQueues } from '../../policy-simulator/validate/checks.ts';
import { crommelin, erlang, pollaczekKhinchine } from '../../policy-simulator/validate/queues.ts';
import { validationTable } from '../../policy-simulator/report/validation.ts';

describe('the simulator compared with theory', () => {
  it('the intervals cover every figure of M/M/n, M/M/n+M, M/G/1 and M/D/n', () => {
    const checks = checkQueues({ runs: 10, customers: 4000, seed: 1 });
    console.log(validationTable(checks));
    expect(checks).toHaveLength(9);
    expect(checks.filter(({ covered }) => !covered)).toEqual([]);
    for (const { simulated, expected } of checks) expect((simulated.half ?? Infinity) / expected).toBeLessThan(0.5);
  }, 120_000);
});

describe('closed forms', () => {
  it('the formulas agree with the textbook where it prints a number', () => {
    // Two servers at load .75: C = .6429, W = C s / (n - a) = .6429 · 1 / .5.
    const two = erlang({ arrivals: 1.5, servers: 2, meanService: 1 });
    expect(two.waits).toBeCloseTo(0.6429, 4);
    expect(two.meanWait).toBeCloseTo(0.6429 / 0.5, 3);
    // Load .5, (1 + 2²)/2 times the wait of M/M/1, which is 1.
    expect(pollaczekKhinchine(0.5, 1, 2).meanWait).toBeCloseTo(2.5, 10);
    // M/D/1: half the wait of M/M/1.
    expect(pollaczekKhinchine(0.5, 1, 0).meanWait).toBeCloseTo(0.5, 10);
    expect(pollaczekKhinchine(0.5, 1, 1).meanWait).toBeCloseTo(erlang({ arrivals: 0.5, servers: 1, meanService: 1 }).meanWait, 6);
  });

  it('the formulas agree with each other where they meet', () => {
    expect(crommelin(0.6, 1, 1).meanWait).toBeCloseTo(pollaczekKhinchine(0.6, 1, 0).meanWait, 6);
    const patient = erlang({ arrivals: 1.5, servers: 2, meanService: 1, meanPatience: 1e6 });
    expect(patient.waits).toBeCloseTo(0.6429, 3);
  });
});
