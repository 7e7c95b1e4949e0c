/** Estimates on a trace: which waits an estimate used, and whether it was right. */
import { describe, expect, it } from 'vitest';
import { estimateSamplesMin } from '../../shared/domain/limits.ts';
import { calibrationOf } from '../../policy-simulator/estimates/calibration.ts';
import { estimators } from '../../policy-simulator/estimates/estimators.ts';
import { fitted, leastSquares } from '../../policy-simulator/estimates/least-squares.ts';
import { QueueHistory } from '../../policy-simulator/estimates/predictors.ts';
import { arrivalsIn, estimateAll, type Estimator } from '../../policy-simulator/estimates/replay.ts';
import type { Call, TraceDay } from '../../policy-simulator/workload/bank-trace.ts';

const call = (at: number, waited: number, served = true): Call => ({ at, type: 'PS', waited, ...(served ? { served: 60 } : {}) });
const dayOf = (...calls: readonly Call[]): TraceDay => ({ date: '1999-01-03', calls });
const estimatorNamed = (wanted: string): Estimator => {
  const found = estimators.find(({ name }) => name === wanted);
  if (found === undefined) throw new Error(wanted);
  return found;
};
const byHour = estimatorNamed('hour of the day');
const byPlace = estimatorNamed('how many are ahead');
const told = (calls: readonly Call[], estimator: Estimator) =>
  estimateAll(arrivalsIn([dayOf(...calls)]), estimator).map((one) => one.estimate);

/** Enough calls, one every 100 seconds from `from`, each with the same wait. */
const many = (from: number, waited: number) => Array.from({ length: estimateSamplesMin }, (_, n) => call(from + n * 100, waited));

describe('a trace replayed', () => {
  it('there is no estimate before enough waits are known; then it comes from the waits of the same hour', () => {
    const all = told([...many(0, 20), call(3300, 20), call(7300, 20)], byHour);
    expect(all.slice(0, estimateSamplesMin).every((one) => one === null)).toBe(true);
    expect(all[estimateSamplesMin]).toEqual({ fromSeconds: 0, toSeconds: 60 });
    expect(all.at(-1)).toBeNull();
  });

  it('an estimate uses no wait that is still going on, and none of a caller who hung up', () => {
    const waiting = Array.from({ length: estimateSamplesMin }, (_, n) => call(n, 3000));
    expect(told([...waiting, call(100, 0)], byHour).at(-1)).toBeNull();
    const hungUp = Array.from({ length: estimateSamplesMin }, (_, n) => call(n * 10, 1, false));
    expect(told([...hungUp, call(900, 0)], byHour).at(-1)).toBeNull();
  });

  it('an estimate by queue length uses the waits of earlier callers with the same length', () => {
    const pairs = Array.from({ length: estimateSamplesMin }, (_, n) => [call(n * 500, 20), call(n * 500 + 1, 400)]).flat();
    const last = estimateSamplesMin * 500;
    expect(told([...pairs, call(last, 20), call(last + 1, 400)], byPlace).slice(-2)).toEqual([
      { fromSeconds: 0, toSeconds: 60 },
      { fromSeconds: 180, toSeconds: 600 },
    ]);
  });
});

describe('delay predictors', () => {
  it('predictors come from the calls that entered service and from those that wait', () => {
    const history = new QueueHistory();
    history.entered(30, 1000);
    history.entered(60, 1300);
    const [les, hol, ql, qlm, mean, ahead] = history.predictors([1200, 1250], 1400);
    expect([les, hol, mean, ahead]).toEqual([60, 200, 45, 2]);
    // Two in half an hour: one leaves the queue every 900 s. For three such calls the prediction is at most a quarter of an hour.
    expect(ql).toBe(900);
    expect(qlm).toBeCloseTo(Math.min(900, 900 + 1 / (1 / 900 + 1 / 401) + 1 / (1 / 900 + 2 / 401)));
    expect(history.predictors([], 4000)[2]).toBe(900);
  });

  it('weights are fitted to the values that they predict', () => {
    const rows = [1, 2, 3, 4, 5].map((n) => [n, n * n]);
    const weights = leastSquares(
      rows,
      rows.map(([a = 0, b = 0]) => 7 + 2 * a - 3 * b),
    );
    [7, 2, -3].forEach((weight, n) => expect(weights[n]).toBeCloseTo(weight));
    expect(fitted(weights, [10, 100])).toBeCloseTo(7 + 20 - 300);
  });
});

describe('calibration', () => {
  const of = (
    wait: number,
    served = true,
    estimate: { fromSeconds: number; toSeconds: number | null } | null = { fromSeconds: 60, toSeconds: 180 },
  ) => ({
    month: '1999-01',
    wait,
    served,
    estimate,
  });

  it('calibration counts the ranges that were right, among served calls with an estimate', () => {
    const [month, all] = calibrationOf([of(60), of(180), of(181), of(59), of(100, false), of(100, true, null)]);
    expect(month).toMatchObject({
      month: '1999-01',
      estimated: 4,
      inRange: 0.5,
      longer: 0.25,
      shorter: 0.25,
      width: 120,
      short: 0,
    });
    expect(all).toMatchObject({ month: 'all', nothing: 1 / 6 });
  });

  it('a range without an upper end is right for every long wait, and counts as half an hour wide', () => {
    expect(calibrationOf([of(9999, true, { fromSeconds: 600, toSeconds: null })])[0]).toMatchObject({ inRange: 1, width: 1200 });
  });
});
