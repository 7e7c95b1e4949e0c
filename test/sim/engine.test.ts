/** What happens in a run: people leave, lapse, rest, come back and are called in, by the rules of the service itself. */
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../shared/domain/policy/plan.ts';
import { plusSeconds } from '../../shared/domain/time.ts';
import { fcfsAlis } from '../../sim/baselines/fcfs-alis.ts';
import { Heap } from '../../sim/engine/heap.ts';
import { Dense } from '../../sim/engine/dense.ts';
import { simulate } from '../../sim/engine/simulation.ts';
import { withPaging } from '../../sim/policies/paging.ts';
import { planners, policyNamed } from '../../sim/policies/catalog.ts';
import type { SimPolicyKind } from '../../sim/policies/sim-policy.ts';
import { firstMidnight } from '../../sim/workload/draw-scene.ts';
import { helpline, mixOf } from '../../sim/workload/helpline.ts';
import { drawAsk, drawPerson, requestNo } from '../../sim/workload/mix.ts';
import type { Person, Scene, Shift, SimRequest } from '../../sim/workload/scene.ts';
import { epochMs } from '../../shared/domain/time.ts';
import { stream } from '../../random/policy-random.ts';

const second = (n: number) => plusSeconds(firstMidnight, n);

/** Volunteer `n`, who speaks English and says yes at once unless told otherwise. */
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
  vanishes: false,
  ...parts,
});

const request = (n: number, at: number, parts: Partial<SimRequest> = {}): SimRequest => ({
  id: requestNo(n),
  at: second(at),
  ask: drawAsk(stream(1, 'ask', n), mixOf('none')),
  need: 'now',
  kind: 'plain',
  patienceSeconds: 1e6,
  talkSeconds: 600,
  heavy: false,
  silent: false,
  attempt: 0,
  ...parts,
});

const sceneOf = (requests: readonly SimRequest[], shifts: readonly Shift[], parts: Partial<Scene> = {}): Scene => {
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

const run = (scene: Scene, kind: SimPolicyKind = fcfsAlis) => simulate(scene, kind.start(scene));
const ends = (outcome: ReturnType<typeof run>) => outcome.requests.map(({ end, waitSeconds }) => `${end} ${waitSeconds}`);

describe('a run', () => {
  it('matches once the volunteer has answered', () => {
    expect(ends(run(sceneOf([request(1, 10)], [shift(person(1))])))).toEqual(['served 5']);
  });

  it('lets a volunteer rest after a talk, longer after a heavy one', () => {
    const two = [request(1, 10, { talkSeconds: 100 }), request(2, 20)];
    // Match at 15, end at 115, rest of 300 seconds, 5 to answer: 420, which is 400 after the second asked.
    expect(ends(run(sceneOf(two, [shift(person(1))])))).toEqual(['served 5', 'served 400']);
    const heavy = [request(1, 10, { talkSeconds: 100, heavy: true }), request(2, 20)];
    expect(ends(run(sceneOf(heavy, [shift(person(1))])))).toEqual(['served 5', 'served 1000']);
  });

  it('lets who is out of patience go, and their offer with them', () => {
    const outcome = run(sceneOf([request(1, 10, { patienceSeconds: 3 }), request(2, 14)], [shift(person(1))]));
    expect(ends(outcome)).toEqual(['left 3', 'served 5']);
  });

  it('tells who waited 45 minutes that nobody came', () => {
    expect(ends(run(sceneOf([request(1, 10)], [])))).toEqual(['expired 2700']);
  });

  it('lets those who give up call again, with another patience', () => {
    const scene = sceneOf([request(1, 10, { patienceSeconds: 5 })], [shift(person(1), { from: second(200) })]);
    const again: Scene['again'] = ({ attempt }, at) => request(2, 0, { at, attempt: attempt + 1 });
    const outcome = run({ ...scene, again, behaviour: { ...scene.behaviour, redialShare: 1, redialWithinSeconds: 100 } });
    expect(outcome.requests.map((one) => one.end)).toEqual(['left', 'served']);
    expect(outcome.requests[1]?.at).toBeGreaterThan(second(15));
    expect(outcome.requests[1]?.at).toBeLessThan(second(115));
  });

  it('wastes a volunteer on a silent leaver only as long as the service would', () => {
    const gone = request(1, 0, { patienceSeconds: 10, silent: true });
    const later = request(2, 60, { patienceSeconds: 500 });
    const outcome = run(sceneOf([gone, later], [shift(person(1), { from: second(30) })]));
    // Offered at 30 to somebody who left at 10, accepted at 35, free again 120 seconds later, asked for the next, 5 to answer.
    expect(outcome.tally.ghosts).toBe(1);
    expect(ends(outcome)).toEqual(['left 10', 'served 100']);
  });

  it('lets offers lapse that nobody answers, and asks another volunteer', () => {
    const scene = sceneOf([request(1, 10)], [shift(person(1)), shift(person(2))]);
    const outcome = run({ ...scene, behaviour: { ...scene.behaviour, noAnswerShare: 1 } });
    expect(outcome.tally.lapsed).toBeGreaterThan(50);
    expect(ends(outcome)).toEqual(['expired 2700']);
  });

  it('asks others of one who declines, and never has a different answer from the same pair', () => {
    const outcome = run(sceneOf([request(1, 10)], [shift(person(1, { acceptShare: 0 })), shift(person(2))]));
    expect(ends(outcome)).toEqual(['served 10']);
    expect(outcome.tally.declined).toBe(1);
    const alone = run(sceneOf([request(1, 10)], [shift(person(1, { acceptShare: 0 }))]));
    expect(ends(alone)).toEqual(['expired 2700']);
    expect(alone.tally.declined).toBeGreaterThan(10);
  });

  it('keeps to the cap of a day', () => {
    const capped = person(1);
    const one = { ...capped, facts: { ...capped.facts, talksPerDay: 2 } };
    const requests = [1, 2, 3].map((n) => request(n, n, { talkSeconds: 10 }));
    expect(ends(run(sceneOf(requests, [shift(one)]))).toSorted()).toEqual(['expired 2700', 'served 319', 'served 5']);
  });

  it('lets a volunteer with three places talk with three', () => {
    const three = person(1);
    const able = { ...three, capacity: 3, facts: { ...three.facts, capacityMax: 3 } };
    const outcome = run(
      sceneOf(
        [1, 2, 3, 4].map((n) => request(n, n, { patienceSeconds: 100 })),
        [shift(able)],
      ),
    );
    expect(outcome.requests.filter(({ end }) => end === 'served')).toHaveLength(3);
  });

  it('lets a volunteer finish the talk they are in, and no other, when they go', () => {
    const outcome = run(
      sceneOf([request(1, 10), request(2, 20, { patienceSeconds: 50 })], [shift(person(1), { to: second(100) })]),
    );
    expect(ends(outcome)).toEqual(['served 5', 'left 50']);
    expect(outcome.stretches.map(({ from, to }) => (to - from) / 1000)).toEqual([615]);
  });

  it('asks who went without a word until the lease is over', () => {
    const scene = sceneOf([request(1, 101)], [shift(person(1), { to: second(100), vanishes: true })]);
    const outcome = run(scene);
    expect(outcome.tally.offers).toBe(1);
    expect(ends(outcome)).toEqual(['expired 2700']);
    const stretch = outcome.stretches[0];
    expect(stretch === undefined ? 0 : stretch.to - second(100)).toBeLessThan(120_000);
  });
});

describe('hedged offers', () => {
  it('count who was asked in vain as a lost race', () => {
    const slow = { mean: 20, sigma: 0, min: 1, max: 60 };
    const scene = sceneOf(
      [request(1, 10)],
      [1, 2, 3].map((n) => shift(person(n))),
    );
    const hedging = policyNamed('fair:bestFitSeconds=0,hedgeAfterSeconds=5,hedgeSurplus=1');
    const outcome = run({ ...scene, behaviour: { ...scene.behaviour, answer: slow } }, hedging);
    expect(outcome.tally.offers).toBe(2);
    expect(outcome.tally.lostRaces).toBe(1);
    expect(ends(outcome)).toEqual(['served 20']);
  });
});

describe('off-shift paging', () => {
  const spanish = { ...drawAsk(stream(1, 'ask'), mixOf('none')), languages: ['es'] };
  const speaks = (n: number) => person(n, { facts: { ...person(n).facts, languages: ['en', 'es'] } });
  const page = {
    acceptShare: 1,
    delay: { mean: 60, sigma: 0, min: 1, max: 600 },
    stay: { mean: 1800, sigma: 0, min: 60, max: 7200 },
  };

  it('calls in two who could serve somebody whom nobody on can', () => {
    const scene = sceneOf([request(1, 10, { ask: spanish })], [shift(person(1))]);
    const called = {
      ...scene,
      people: [...scene.people, speaks(2), speaks(3), speaks(4)],
      behaviour: { ...scene.behaviour, page },
    };
    const outcome = run(called, withPaging(fcfsAlis));
    expect(outcome.tally.pages).toBe(2);
    expect(ends(outcome)).toEqual(['served 65']);
  });

  it('leaves everybody in peace while somebody on could serve, though busy', () => {
    const scene = sceneOf([request(1, 10), request(2, 12, { ask: spanish, patienceSeconds: 300 })], [shift(speaks(1))]);
    const outcome = run(
      { ...scene, people: [...scene.people, speaks(2)], behaviour: { ...scene.behaviour, page } },
      withPaging(fcfsAlis),
    );
    expect(outcome.tally.pages).toBe(0);
  });
});

describe('the planner of the service', () => {
  it('under fcfs decides as the restated rule does, and says itself when to look again', () => {
    const requests = Array.from({ length: 60 }, (_, n) =>
      request(n, n * 97, { patienceSeconds: 200 + n * 10, talkSeconds: 100 + n * 7 }),
    );
    const scene = sceneOf(
      requests,
      [1, 2, 3].map((n) => shift(person(n, { acceptShare: 0.6 }))),
    );
    const restated = run(scene);
    const own = run(scene, policyNamed('fcfs'));
    expect(own.requests).toEqual(restated.requests);
    expect(restated.tally.refused).toBe(0);
  });

  it.each(planners)(
    '$name proposes nothing that the domain refuses, and tells nobody about passing that was not counted',
    (kind) => {
      const requests = Array.from({ length: 80 }, (_, n) => request(n, n * 40, { patienceSeconds: 300 + n * 5 }));
      const scene = sceneOf(
        requests,
        [1, 2, 3, 4].map((n) => shift(person(n, { acceptShare: 0.7 }))),
      );
      const outcome = run(scene, kind);
      expect(outcome.tally.refused).toBe(0);
      expect(outcome.requests).toHaveLength(80);
    },
  );
});

describe('the room as it is shown', () => {
  it('is the same two arrays, kept up to date, so that nothing is rebuilt', () => {
    const seen: Snapshot[] = [];
    const looks: SimPolicyKind = {
      name: 'looks',
      about: '',
      start: () => ({
        name: 'looks',
        rhythm: { onEvents: true, onTimers: false },
        decide: (snapshot) => {
          seen.push(snapshot);
          return { offers: [] };
        },
      }),
    };
    run(sceneOf([request(1, 10), request(2, 20)], [shift(person(1))]), looks);
    expect(new Set(seen.map((one) => one.talks)).size).toBe(1);
    expect(new Set(seen.map((one) => one.seats)).size).toBe(1);
  });
});

describe('what happens next', () => {
  it('comes by time, and at the same time in the order it was foreseen', () => {
    const heap = new Heap<string>();
    const entries = Array.from({ length: 300 }, (_, n) => ({ at: epochMs.parse((n * 7919) % 50), name: String(n) }));
    for (const { at, name } of entries) heap.push(at, name);
    const popped = Array.from({ length: 300 }, () => heap.pop());
    expect(popped).toEqual(entries.toSorted((a, b) => a.at - b.at).map(({ name }) => name));
    expect(heap.pop()).toBeUndefined();
  });
});

describe('dense values', () => {
  it('stay complete whatever is taken out', () => {
    const dense = new Dense<string, number>();
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
