/** Some hours of a day: what is simulated, and what is counted. */
import { describe, expect, it } from 'vitest';
import { plusSeconds } from '../../shared/domain/time.ts';
import { fcfsAlis } from '../../policy-simulator/baselines/fcfs-alis.ts';
import { simulate } from '../../policy-simulator/engine/simulation.ts';
import { drawScenario, firstMidnight } from '../../policy-simulator/workload/draw-scenario.ts';
import { helpline } from '../../policy-simulator/workload/helpline.ts';
import { windowOf } from '../../policy-simulator/workload/window.ts';

const whole = drawScenario(helpline({ perHour: 30, load: 0.9, scarcity: 'mild' }), { seed: 5, days: 1 });
const hour = (n: number) => plusSeconds(firstMidnight, n * 3600);

describe('a window of a day', () => {
  const scenario = windowOf(whole, { from: 11, to: 13 });

  it('a window has the people of the day, starting an hour before', () => {
    expect(scenario.requests).toEqual(whole.requests.filter(({ at }) => at >= hour(10) && at < hour(13)));
    expect(scenario.shifts.every(({ from, to }) => from >= hour(10) && from < hour(13) && to > hour(10))).toBe(true);
    const onAtTen = whole.shifts.filter(({ from, to }) => from < hour(10) && to > hour(10));
    expect(scenario.shifts.filter(({ from }) => from === hour(10)).length).toBeGreaterThanOrEqual(onAtTen.length);
    expect(onAtTen.length).toBeGreaterThan(3);
  });

  it('a window counts the requests in it, and the time of volunteers within it', () => {
    const { requests, sessions, counts } = simulate(scenario, fcfsAlis.start(scenario));
    expect(requests.every(({ at }) => at >= hour(11))).toBe(true);
    expect(requests.length).toBeGreaterThan(40);
    expect(sessions.every(({ from, to }) => from >= hour(11) && to <= hour(13))).toBe(true);
    expect(sessions.every(({ from, to, talks }) => talks.every((talk) => talk.from >= from && talk.to <= to))).toBe(true);
    const offers = requests.reduce((sum, one) => sum + one.offers, 0);
    expect(Math.abs(counts.offers - offers)).toBeLessThan(offers / 10);
  });
});
