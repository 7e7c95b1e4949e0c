/**
 * The events of a run: seekers leave, offers lapse, volunteers rest, come back and get call-outs, by the rules of the service
 * itself.
 */
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../shared/domain/policy/plan.ts';
import { plusSeconds, epochMs } from '../../shared/domain/time.ts';
import { fcfsAlis } from '../../policy-simulator/baselines/fcfs-alis.ts';
import { EventQueue } from '../../policy-simulator/engine/event-queue.ts';
import { ArrayMap } from '../../policy-simulator/engine/array-map.ts';
import { simulate } from '../../policy-simulator/engine/simulation.ts';
import { withCallouts } from '../../policy-simulator/policies/callouts.ts';
import { planners, policyNamed } from '../../policy-simulator/catalog/policies.ts';
import type { SimPolicyKind } from '../../policy-simulator/policies/sim-policy.ts';
import { firstMidnight } from '../../policy-simulator/workload/draw-scenario.ts';
import { helpline, mixOf } from '../../policy-simulator/workload/helpline.ts';
import { drawAsk, drawPerson, requestNo } from '../../policy-simulator/workload/mix.ts';
import type { Person, Scenario, Shift, SimRequest } from '../../policy-simulator/workload/scenario.ts';
import { stream } from '../../random/policy-random.ts';

const second = (n: number) => plusSeconds(firstMidnight, n);

/** Volunteer `n`, who speaks English and accepts at once, unless the test says otherwise. */
const person = (n: number, parts: Partial<Person> = {}): Person => ({
  ...drawPerson(stream(1, n), mixOf('none'), n),
  acceptShare: 1,
  capacity: 1,
  ...parts,
});

const shift = (of: Person, parts: Partial<Shift> = {}): Shift => ({
  person: of,
  from: second(0),
  to: second(20_000),
  leavesSilently: false,
  ...parts,
});

const request = (n: number, at: number, parts: Partial<SimRequest> = {}): SimRequest => ({
  id: requestNo(n),
  at: second(at),
  criteria: drawAsk(stream(1, 'ask', n), mixOf('none')),
  need: 'now',
  kind: 'plain',
  patienceSeconds: 1e6,
  talkSeconds: 600,
  heavy: false,
  silent: false,
  attempt: 0,
  ...parts,
});

const scenarioOf = (requests: readonly SimRequest[], shifts: readonly Shift[], parts: Partial<Scenario> = {}): Scenario => {
  const base = helpline({ perHour: 1, load: 1, scarcity: 'none' });
  return {
    seed: 1,
    workload: 'by hand',
    from: firstMidnight,
    to: second(86_400),
    limits: base.limits,
    behaviour: { ...base.behaviour, noAnswerShare: 0, answer: { mean: 5, sigma: 0, min: 1, max: 60 }, redialShare: 0 },
    seekers: base.seekers,
    requests,
    people: shifts.map((one) => one.person),
    shifts,
    again: (earlier, at) => ({ ...earlier, id: requestNo(900 + earlier.attempt), at, attempt: earlier.attempt + 1 }),
    ...parts,
  };
};

const run = (scenario: Scenario, kind: SimPolicyKind = fcfsAlis) => simulate(scenario, kind.start(scenario));
const ends = (outcome: ReturnType<typeof run>) => outcome.requests.map(({ end, waitSeconds }) => `${end} ${waitSeconds}`);

describe('a run', () => {
  it('a request is matched when the volunteer has answered', () => {
    expect(ends(run(scenarioOf([request(1, 10)], [shift(person(1))])))).toEqual(['served 5']);
  });

  it('a volunteer rests after a talk, and longer after a heavy one', () => {
    const two = [request(1, 10, { talkSeconds: 100 }), request(2, 20)];
    // Match at 15, end at 115, rest of 300 seconds, 5 to answer: 420, which is 400 after the second request.
    expect(ends(run(scenarioOf(two, [shift(person(1))])))).toEqual(['served 5', 'served 400']);
    const heavy = [request(1, 10, { talkSeconds: 100, heavy: true }), request(2, 20)];
    expect(ends(run(scenarioOf(heavy, [shift(person(1))])))).toEqual(['served 5', 'served 1000']);
  });

  it('a seeker out of patience leaves, and the open offer ends too', () => {
    const outcome = run(scenarioOf([request(1, 10, { patienceSeconds: 3 }), request(2, 14)], [shift(person(1))]));
    expect(ends(outcome)).toEqual(['left 3', 'served 5']);
  });

  it('a seeker who waited 45 minutes is told that no volunteer came', () => {
    expect(ends(run(scenarioOf([request(1, 10)], [])))).toEqual(['expired 2700']);
  });

  it('a seeker who gave up asks again, with a new patience', () => {
    const scenario = scenarioOf([request(1, 10, { patienceSeconds: 5 })], [shift(person(1), { from: second(200) })]);
    const again: Scenario['again'] = ({ attempt }, at) => request(2, 0, { at, attempt: attempt + 1 });
    const outcome = run({ ...scenario, again, behaviour: { ...scenario.behaviour, redialShare: 1, redialWithinSeconds: 100 } });
    expect(outcome.requests.map((one) => one.end)).toEqual(['left', 'served']);
    expect(outcome.requests[1]?.at).toBeGreaterThan(second(15));
    expect(outcome.requests[1]?.at).toBeLessThan(second(115));
  });

  it('a seeker who left silently costs a volunteer only as much time as in the service', () => {
    const gone = request(1, 0, { patienceSeconds: 10, silent: true });
    const later = request(2, 60, { patienceSeconds: 500 });
    const outcome = run(scenarioOf([gone, later], [shift(person(1), { from: second(30) })]));
    // Offered at 30 to a seeker who left at 10, accepted at 35, free again 120 seconds later, offered the next, 5 to answer.
    expect(outcome.counts.missingSeekers).toBe(1);
    expect(ends(outcome)).toEqual(['left 10', 'served 100']);
  });

  it('an offer without an answer lapses, and another volunteer gets one', () => {
    const scenario = scenarioOf([request(1, 10)], [shift(person(1)), shift(person(2))]);
    const outcome = run({ ...scenario, behaviour: { ...scenario.behaviour, noAnswerShare: 1 } });
    expect(outcome.counts.lapsed).toBeGreaterThan(50);
    expect(ends(outcome)).toEqual(['expired 2700']);
  });

  it('a declined request goes to other volunteers, and the same pair always gives the same answer', () => {
    const outcome = run(scenarioOf([request(1, 10)], [shift(person(1, { acceptShare: 0 })), shift(person(2))]));
    expect(ends(outcome)).toEqual(['served 10']);
    expect(outcome.counts.declined).toBe(1);
    const alone = run(scenarioOf([request(1, 10)], [shift(person(1, { acceptShare: 0 }))]));
    expect(ends(alone)).toEqual(['expired 2700']);
    expect(alone.counts.declined).toBeGreaterThan(10);
  });

  it('a volunteer gets no offer after the day cap', () => {
    const capped = person(1);
    const one = { ...capped, facts: { ...capped.facts, talksPerDay: 2 } };
    const requests = [1, 2, 3].map((n) => request(n, n, { talkSeconds: 10 }));
    expect(ends(run(scenarioOf(requests, [shift(one)]))).toSorted()).toEqual(['expired 2700', 'served 319', 'served 5']);
  });

  it('a volunteer with three places has three talks', () => {
    const three = person(1);
    const able = { ...three, capacity: 3, facts: { ...three.facts, capacityMax: 3 } };
    const outcome = run(
      scenarioOf(
        [1, 2, 3, 4].map((n) => request(n, n, { patienceSeconds: 100 })),
        [shift(able)],
      ),
    );
    expect(outcome.requests.filter(({ end }) => end === 'served')).toHaveLength(3);
  });

  it('a volunteer whose shift ends finishes the present talk and gets no other', () => {
    const outcome = run(
      scenarioOf([request(1, 10), request(2, 20, { patienceSeconds: 50 })], [shift(person(1), { to: second(100) })]),
    );
    expect(ends(outcome)).toEqual(['served 5', 'left 50']);
    expect(outcome.sessions.map(({ from, to }) => (to - from) / 1000)).toEqual([615]);
  });

  it('a volunteer who left silently gets offers until the lease ends', () => {
    const scenario = scenarioOf([request(1, 101)], [shift(person(1), { to: second(100), leavesSilently: true })]);
    const outcome = run(scenario);
    expect(outcome.counts.offers).toBe(1);
    expect(ends(outcome)).toEqual(['expired 2700']);
    const session = outcome.sessions[0];
    expect(session === undefined ? 0 : session.to - second(100)).toBeLessThan(120_000);
  });
});

describe('hedged offers', () => {
  it('an offer withdrawn from a volunteer counts as a lost race', () => {
    const slow = { mean: 20, sigma: 0, min: 1, max: 60 };
    const scenario = scenarioOf(
      [request(1, 10)],
      [1, 2, 3].map((n) => shift(person(n))),
    );
    const hedging = policyNamed('fair:bestFitSeconds=0,hedgeAfterSeconds=5,hedgeSurplus=1');
    const outcome = run({ ...scenario, behaviour: { ...scenario.behaviour, answer: slow } }, hedging);
    expect(outcome.counts.offers).toBe(2);
    expect(outcome.counts.lostRaces).toBe(1);
    expect(ends(outcome)).toEqual(['served 20']);
  });
});

describe('call-outs of off-shift volunteers', () => {
  const spanish = { ...drawAsk(stream(1, 'ask'), mixOf('none')), languages: ['es'] };
  const speaks = (n: number) => person(n, { facts: { ...person(n).facts, languages: ['en', 'es'] } });
  const callout = {
    acceptShare: 1,
    delay: { mean: 60, sigma: 0, min: 1, max: 600 },
    stay: { mean: 1800, sigma: 0, min: 60, max: 7200 },
  };

  it('two off volunteers are called out for a request that no volunteer on can serve', () => {
    const scenario = scenarioOf([request(1, 10, { criteria: spanish })], [shift(person(1))]);
    const called = {
      ...scenario,
      people: [...scenario.people, speaks(2), speaks(3), speaks(4)],
      behaviour: { ...scenario.behaviour, callout },
    };
    const outcome = run(called, withCallouts(fcfsAlis));
    expect(outcome.counts.callouts).toBe(2);
    expect(ends(outcome)).toEqual(['served 65']);
  });

  it('no volunteer is called out while a volunteer on could serve, even if that volunteer is busy', () => {
    const scenario = scenarioOf(
      [request(1, 10), request(2, 12, { criteria: spanish, patienceSeconds: 300 })],
      [shift(speaks(1))],
    );
    const outcome = run(
      { ...scenario, people: [...scenario.people, speaks(2)], behaviour: { ...scenario.behaviour, callout } },
      withCallouts(fcfsAlis),
    );
    expect(outcome.counts.callouts).toBe(0);
  });
});

describe('the planner of the service', () => {
  it('the planner under fcfs decides as the rebuilt rule does, and says itself when to decide again', () => {
    const requests = Array.from({ length: 60 }, (_, n) =>
      request(n, n * 97, { patienceSeconds: 200 + n * 10, talkSeconds: 100 + n * 7 }),
    );
    const scenario = scenarioOf(
      requests,
      [1, 2, 3].map((n) => shift(person(n, { acceptShare: 0.6 }))),
    );
    const restated = run(scenario);
    const own = run(scenario, policyNamed('fcfs'));
    expect(own.requests).toEqual(restated.requests);
    expect(restated.counts.refused).toBe(0);
  });

  it.each(planners)('$name proposes nothing that the domain refuses, and every request gets an outcome', (kind) => {
    const requests = Array.from({ length: 80 }, (_, n) => request(n, n * 40, { patienceSeconds: 300 + n * 5 }));
    const scenario = scenarioOf(
      requests,
      [1, 2, 3, 4].map((n) => shift(person(n, { acceptShare: 0.7 }))),
    );
    const outcome = run(scenario, kind);
    expect(outcome.counts.refused).toBe(0);
    expect(outcome.requests).toHaveLength(80);
  });
});

describe('the snapshot of the room', () => {
  it('the snapshot consists of the same two arrays, which are updated and not rebuilt', () => {
    const seen: Snapshot[] = [];
    const looks: SimPolicyKind = {
      name: 'looks',
      about: '',
      start: () => ({
        name: 'looks',
        triggers: { onEvents: true, onTimers: false },
        decide: (snapshot) => {
          seen.push(snapshot);
          return { offers: [] };
        },
      }),
    };
    run(scenarioOf([request(1, 10), request(2, 20)], [shift(person(1))]), looks);
    expect(new Set(seen.map((one) => one.talks)).size).toBe(1);
    expect(new Set(seen.map((one) => one.seats)).size).toBe(1);
  });
});

describe('the event queue', () => {
  it('events come by time, and at the same time in the order in which they were added', () => {
    const heap = new EventQueue<string>();
    const entries = Array.from({ length: 300 }, (_, n) => ({ at: epochMs.parse((n * 7919) % 50), name: String(n) }));
    for (const { at, name } of entries) heap.push(at, name);
    const popped = Array.from({ length: 300 }, () => heap.pop());
    expect(popped).toEqual(entries.toSorted((a, b) => a.at - b.at).map(({ name }) => name));
    expect(heap.pop()).toBeUndefined();
  });
});

describe('an array map', () => {
  it('the array of values stays complete after deletions', () => {
    const dense = new ArrayMap<string, number>();
    for (const n of [1, 2, 3, 4]) dense.set(`k${n}`, n);
    dense.delete('k1');
    dense.delete('k4');
    dense.delete('none');
    dense.set('k2', 20);
    dense.set('k5', 5);
    expect([...dense.values].toSorted((a, b) => a - b)).toEqual([3, 5, 20]);
    expect(dense.get('k2')).toBe(20);
    expect(dense.get('k1')).toBeUndefined();
  });
});
