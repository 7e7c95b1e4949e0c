/** Some hours of a day: what is simulated, and what of it is counted. */
import { describe, expect, it } from 'vitest';
import { plusSeconds } from '../../shared/domain/time.ts';
import { fcfsAlis } from '../../sim/baselines/fcfs-alis.ts';
import { simulate } from '../../sim/engine/simulation.ts';
import { drawScene, firstMidnight } from '../../sim/workload/draw-scene.ts';
import { helpline } from '../../sim/workload/helpline.ts';
import { windowOf } from '../../sim/workload/window.ts';

const whole = drawScene(helpline({ perHour: 30, load: 0.9, scarcity: 'mild' }), { seed: 5, days: 1 });
const hour = (n: number) => plusSeconds(firstMidnight, n * 3600);

describe('a window of a day', () => {
  const scene = windowOf(whole, { from: 11, to: 13 });

  it('has the people of the day, from an hour before', () => {
    expect(scene.requests).toEqual(whole.requests.filter(({ at }) => at >= hour(10) && at < hour(13)));
    expect(scene.shifts.every(({ from, to }) => from >= hour(10) && from < hour(13) && to > hour(10))).toBe(true);
    const onAtTen = whole.shifts.filter(({ from, to }) => from < hour(10) && to > hour(10));
    expect(scene.shifts.filter(({ from }) => from === hour(10)).length).toBeGreaterThanOrEqual(onAtTen.length);
    expect(onAtTen.length).toBeGreaterThan(3);
  });

  it('counts who asks in it, and the time of volunteers within it', () => {
    const { requests, stretches, tally } = simulate(scene, fcfsAlis.start(scene));
    expect(requests.every(({ at }) => at >= hour(11))).toBe(true);
    expect(requests.length).toBeGreaterThan(40);
    expect(stretches.every(({ from, to }) => from >= hour(11) && to <= hour(13))).toBe(true);
    expect(stretches.every(({ from, to, talks }) => talks.every((talk) => talk.from >= from && talk.to <= to))).toBe(true);
    const offers = requests.reduce((sum, one) => sum + one.offers, 0);
    expect(Math.abs(tally.offers - offers)).toBeLessThan(offers / 10);
  });
});
