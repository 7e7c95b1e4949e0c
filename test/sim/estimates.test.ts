/** Estimates on a trace: who taught what by when, and what came true. */
import { describe, expect, it } from 'vitest';
import { estimateSamplesMin } from '../../shared/domain/limits.ts';
import { calibrationOf } from '../../sim/estimates/calibration.ts';
import { estimators } from '../../sim/estimates/estimators.ts';
import { foretell } from '../../sim/estimates/replay.ts';
import type { Call, TraceDay } from '../../sim/workload/bank-trace.ts';

const call = (at: number, waited: number, served = true): Call => ({ at, type: 'PS', waited, ...(served ? { served: 60 } : {}) });
const dayOf = (...calls: readonly Call[]): TraceDay => ({ date: '1999-01-03', calls });
const byHour = estimators.find(({ name }) => name === 'hour of the day') ?? { name: '', keys: () => [] };
const byPlace = estimators.find(({ name }) => name === 'how many are ahead') ?? { name: '', keys: () => [] };

/** Enough calls, one every 100 seconds from `from`, each waiting as long. */
const many = (from: number, waited: number) => Array.from({ length: estimateSamplesMin }, (_, n) => call(from + n * 100, waited));

describe('a trace replayed', () => {
  it('tells nothing before enough is known, and then what others of that hour waited', () => {
    const told = foretell([dayOf(...many(0, 20), call(3300, 20), call(7300, 20))], byHour);
    expect(told.slice(0, estimateSamplesMin).every((one) => one.told === null)).toBe(true);
    expect(told[estimateSamplesMin]?.told).toMatchObject({ fromSeconds: 0 });
    expect(told.at(-1)?.told).toBeNull();
  });

  it('learns from nobody who still waits, nor from who hung up', () => {
    const waiting = Array.from({ length: estimateSamplesMin }, (_, n) => call(n, 3000));
    expect(foretell([dayOf(...waiting, call(100, 0))], byHour).at(-1)?.told).toBeNull();
    const hungUp = Array.from({ length: estimateSamplesMin }, (_, n) => call(n * 10, 1, false));
    expect(foretell([dayOf(...hungUp, call(900, 0))], byHour).at(-1)?.told).toBeNull();
  });

  it('tells by the place in the queue where enough is known of it, else by the hour', () => {
    const pairs = Array.from({ length: estimateSamplesMin }, (_, n) => [call(n * 500, 20), call(n * 500 + 1, 400)]).flat();
    const last = estimateSamplesMin * 500;
    const told = foretell([dayOf(...pairs, call(last, 20), call(last + 1, 400))], byPlace).slice(-2);
    expect(told[0]?.told?.toSeconds).toBeLessThanOrEqual(60);
    expect(told[1]?.told?.fromSeconds).toBeGreaterThanOrEqual(180);
    const third = foretell([dayOf(...pairs.slice(0, 15), call(3700, 9), call(3701, 9), call(3702, 9))], byPlace);
    expect(third.at(-1)?.told).toBeNull();
  });
});

describe('calibration', () => {
  const of = (
    wait: number,
    served = true,
    told: { fromSeconds: number; toSeconds: number | null } | null = { fromSeconds: 60, toSeconds: 180 },
  ) => ({
    month: '1999-01',
    wait,
    served,
    told,
  });

  it('counts ranges that held, of those who were served and told something', () => {
    const [month, all] = calibrationOf([of(60), of(180), of(181), of(59), of(100, false), of(100, true, null)]);
    expect(month).toMatchObject({ month: '1999-01', told: 4, held: 0.5, longer: 0.25, shorter: 0.25, width: 120, short: 0 });
    expect(all).toMatchObject({ month: 'all', nothing: 1 / 6 });
  });

  it('takes no upper end as kept by every long wait, and as half an hour wide', () => {
    expect(calibrationOf([of(9999, true, { fromSeconds: 600, toSeconds: null })])[0]).toMatchObject({ held: 1, width: 1200 });
  });
});
