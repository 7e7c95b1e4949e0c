/** No policy serves more than the bounds allow. In a room calculated by hand the bounds equal what is possible. */
import { describe, expect, it } from 'vitest';
import { plusSeconds } from '../../shared/domain/time.ts';
import { baselines } from '../../policy-simulator/baselines/all.ts';
import { servedBound } from '../../policy-simulator/bounds/bounds.ts';
import { easings } from '../../policy-simulator/bounds/easier.ts';
import { PackingProgram } from '../../policy-simulator/solver/linear-program.ts';
import { leastOverlap, limitsOf, surelyAt } from '../../policy-simulator/bounds/windows.ts';
import { simulate } from '../../policy-simulator/engine/simulation.ts';
import { planners, policyNamed } from '../../policy-simulator/catalog/policies.ts';
import { withoutCallouts } from '../../policy-simulator/policies/callouts.ts';
import { charityEvening } from '../../policy-simulator/workload/charity-evening.ts';
import { drawScenario, firstMidnight } from '../../policy-simulator/workload/draw-scenario.ts';
import { helpline } from '../../policy-simulator/workload/helpline.ts';
import { withoutRedials, type Scenario } from '../../policy-simulator/workload/scenario.ts';

const slotSeconds = 300;
const evenings = [1, 2, 3, 4].map((seed) => withoutRedials(charityEvening({ seed, days: 2 })));

const served = (scenario: Scenario, kind: (typeof baselines)[number]) =>
  simulate(scenario, withoutCallouts(kind.start(scenario))).requests.filter((one) => one.end === 'served').length;

describe('the bounds', () => {
  it('no policy exceeds the bounds: LP-A on every evening, LP-B on average', () => {
    const policies = [...baselines, ...planners];
    const most = evenings.map((scenario) => Math.max(...policies.map((kind) => served(scenario, kind))));
    const clairvoyant = evenings.map((scenario) => servedBound(scenario, { knowledge: 'clairvoyant', slotSeconds }));
    clairvoyant.forEach((bound, n) => expect(bound.served).toBeGreaterThanOrEqual(most[n] ?? Infinity));
    const exAnte = evenings.map((scenario) => servedBound(scenario, { knowledge: 'ex-ante', slotSeconds }));
    const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0);
    for (const kind of policies)
      expect(sum(exAnte.map((one) => one.served))).toBeGreaterThanOrEqual(
        sum(evenings.map((scenario) => served(scenario, kind))),
      );
    // A bound that says nothing would also be above the policies.
    const requests = sum(evenings.map((scenario) => scenario.requests.length));
    expect(sum(clairvoyant.map((one) => one.served))).toBeLessThan(requests);
  });

  it('shorter slots make the bounds only a little lower, so rounding to slots costs little', () => {
    const scenario = withoutRedials(drawScenario(helpline({ perHour: 4, load: 1.1, scarcity: 'none' }), { seed: 2, days: 1 }));
    const [coarse, fine] = [600, 120].map((each) => servedBound(scenario, { knowledge: 'clairvoyant', slotSeconds: each }));
    expect(fine?.served).toBeLessThanOrEqual((coarse?.served ?? 0) * 1.001);
    expect(fine?.served).toBeGreaterThan((coarse?.served ?? 0) * 0.95);
  });

  it('a scenario whose requests depend on the policy is refused', () => {
    const scenario = charityEvening({ seed: 1, days: 1 });
    expect(() => servedBound(scenario, { knowledge: 'clairvoyant', slotSeconds })).toThrow('redials');
  });

  it('the bound is two where one volunteer has an hour and four requests need half of it', () => {
    const [one] = evenings;
    if (one === undefined) throw new Error('no evening');
    const [shift] = one.shifts;
    const [template] = one.requests;
    if (shift === undefined || template === undefined) throw new Error('an empty evening');
    const person = { ...shift.person, acceptShare: 1, capacity: 1 };
    const ask = { languages: ['en'], channel: 'chat' as const, topics: [], preferences: [], groundRulesVersion: 1 };
    const requests = [0, 1, 2, 3].map((n) => ({
      ...template,
      id: one.requests[n]?.id ?? template.id,
      at: firstMidnight,
      ask,
      talkSeconds: 1800,
      patienceSeconds: 1e6,
      heavy: false,
    }));
    const hour = { person, from: firstMidnight, to: plusSeconds(firstMidnight, 3600), leavesSilently: false };
    const scenario: Scenario = {
      ...one,
      from: firstMidnight,
      requests,
      shifts: [hour],
      people: [person],
      limits: { ...one.limits, restSeconds: 0, heavyRestSeconds: 0 },
    };
    const bound = servedBound(scenario, { knowledge: 'clairvoyant', slotSeconds });
    expect(bound.served).toBeGreaterThanOrEqual(2 - 1e-9);
    expect(bound.served).toBeLessThan(2.01);
    // With more patience a third seeker begins at the end of the shift, and talks on after it.
    const patient = {
      ...scenario,
      limits: { ...scenario.limits, unmatchedExpirySeconds: 1e6 },
      behaviour: { ...scenario.behaviour, answer: null },
    };
    expect(servedBound(patient, { knowledge: 'clairvoyant', slotSeconds }).served).toBeGreaterThanOrEqual(3 - 1e-6);
    expect(servedBound(patient, { knowledge: 'clairvoyant', slotSeconds }).served).toBeLessThan(4);
  });
});

describe('a packing program', () => {
  it('the prices give a bound that is exact at the optimum', () => {
    // max 3x + 2y, x + y ≤ 1.5, x ≤ .7, y ≤ 1: x = .7, y = .8.
    const program = new PackingProgram();
    const [both, first] = [program.row(1.5), program.row(0.7)];
    program.column(3, [
      [both, 1],
      [first, 1],
    ]);
    program.column(2, [[both, 1]]);
    const bound = program.upperBound();
    expect(bound).toBeGreaterThanOrEqual(3.7 - 1e-9);
    expect(bound).toBeLessThan(3.71);
  });

  it('an empty program has the bound 0', () => {
    expect(new PackingProgram().upperBound()).toBe(0);
  });
});

describe('days made easier', () => {
  const scenario = withoutRedials(drawScenario(helpline({ perHour: 8, load: 0.7, scarcity: 'mild' }), { seed: 3, days: 1 }));
  const runs = easings.map((easing) => {
    const easier = easing.scenario(scenario);
    return simulate(easier, easing.policy(policyNamed('fcfs-alis').start(easier), easier));
  });

  it('easier days have the same people, and in the end every offer is accepted at once', () => {
    const asked = (n: number) => runs[n]?.requests.map(({ id }) => id).toSorted();
    for (const n of runs.keys()) expect(asked(n)).toEqual(asked(0));
    const last = runs.at(-1);
    expect(last?.counts).toMatchObject({ declined: 0, lapsed: 0, missingSeekers: 0 });
    expect(last?.requests.filter(({ end }) => end === 'served').every(({ offers }) => offers === 1)).toBe(true);
    expect(runs[0]?.counts.declined).toBeGreaterThan(0);
    expect(runs[0]?.counts.lapsed).toBeGreaterThan(0);
  });

  it('easier days let a policy serve more', () => {
    const served = (n: number) => runs.at(n)?.requests.filter(({ end }) => end === 'served').length ?? 0;
    expect(served(-1)).toBeGreaterThan(served(0));
  });
});

describe('what a talk surely takes of a window', () => {
  const window = { from: 300, to: 900 };

  it.each([
    ['begun before, ending after it', { from: 0, to: 300 }, 1000, 600],
    ['begun before, ending inside at the earliest', { from: 0, to: 300 }, 500, 200],
    ['begun at any time inside', { from: 300, to: 600 }, 1000, 300],
    ['possibly over before it', { from: 0, to: 100 }, 200, 0],
    ['begun too late', { from: 900, to: 1200 }, 500, 0],
  ])('%s', (_name, start, length, least) => {
    expect(leastOverlap(start, length, window)).toBe(least);
  });

  it('the least overlap is never more than any start within the slot would take', () => {
    for (let begin = 0; begin < 1200; begin += 100)
      for (let length = 50; length < 1500; length += 175) {
        const least = leastOverlap({ from: begin, to: begin + 300 }, length, window);
        for (let at = begin; at <= begin + 300; at += 25)
          expect(least).toBeLessThanOrEqual(Math.max(0, Math.min(at + length, window.to) - Math.max(at, window.from)) + 1e-9);
      }
  });

  it('the limits lie at windows and instants within the shift', () => {
    const shift = { from: 130, to: 2050 };
    const limits = limitsOf(shift, 300);
    const instants = limits.flatMap((one) => (one.kind === 'instant' ? [one.at] : []));
    expect(instants).toEqual([300, 600, 900, 1200, 1500, 1800, 2050]);
    for (const one of limits) {
      if (one.kind === 'instant') continue;
      expect(one.window.from).toBeGreaterThanOrEqual(shift.from);
      expect(one.window.to).toBeLessThanOrEqual(shift.to);
      expect(one.window.to).toBeGreaterThan(one.window.from);
    }
  });

  it('a talk takes a place at an instant only if it is in progress then for every start in the slot', () => {
    expect(surelyAt({ from: 0, to: 300 }, 301, 300)).toBe(1);
    expect(surelyAt({ from: 0, to: 300 }, 300, 300)).toBe(0);
    expect(surelyAt({ from: 0, to: 301 }, 900, 300)).toBe(0);
  });
});
