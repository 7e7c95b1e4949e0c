/** One seed fixes everything, and the behaviour of people does not depend on the policy. */
import { describe, expect, it } from 'vitest';
import { baselines } from '../../policy-simulator/baselines/all.ts';
import { fcfsAlis } from '../../policy-simulator/baselines/fcfs-alis.ts';
import { nakama } from '../../policy-simulator/baselines/nakama.ts';
import { simulate } from '../../policy-simulator/engine/simulation.ts';
import { Answers, wouldAccept } from '../../policy-simulator/engine/answers.ts';
import { planners } from '../../policy-simulator/catalog/policies.ts';
import type { SimPolicyKind } from '../../policy-simulator/policies/sim-policy.ts';
import { drawScenario } from '../../policy-simulator/workload/draw-scenario.ts';
import { helpline } from '../../policy-simulator/workload/helpline.ts';
import { digestOf } from './digest.ts';

const scenarioOf = (seed: number) => drawScenario(helpline({ perHour: 10, load: 0.9, scarcity: 'strong' }), { seed, days: 1 });

const run = (kind: SimPolicyKind, seed: number) => {
  const scenario = scenarioOf(seed);
  return simulate(scenario, kind.start(scenario));
};

describe('one seed', () => {
  it.each([...baselines, ...planners])('one seed gives the same day twice under $name', (kind) => {
    expect(digestOf(run(kind, 7))).toBe(digestOf(run(kind, 7)));
  });

  it('two seeds give different days', () => {
    expect(digestOf(run(fcfsAlis, 7))).not.toBe(digestOf(run(fcfsAlis, 8)));
  });
});

describe('common random numbers', () => {
  const one = run(fcfsAlis, 3);
  const other = run(nakama, 3);

  it('the same people ask at the same times under every policy', () => {
    const first = ({ requests }: typeof one) =>
      requests
        .filter(({ id }) => !id.includes('-'))
        .map(({ id, at, kind }) => `${id} ${at} ${kind}`)
        .toSorted();
    expect(first(one).length).toBeGreaterThan(100);
    expect(first(one)).toEqual(first(other));
  });

  it('the same people give up after the same time under every policy', () => {
    const left = ({ requests }: typeof one) =>
      new Map(requests.filter(({ end }) => end === 'left').map((each) => [each.id, each.waitSeconds]));
    const [here, there] = [left(one), left(other)];
    const both = [...here.keys()].filter((id) => there.has(id));
    expect(both.length).toBeGreaterThan(10);
    for (const id of both) expect(here.get(id)).toBe(there.get(id));
  });

  it('the same volunteers come under every policy', () => {
    const came = ({ sessions }: typeof one) => sessions.map(({ volunteer, from }) => `${volunteer} ${from}`).toSorted();
    expect(came(one)).toEqual(came(other));
  });

  it('a pair gives the same answer, whichever pairs were drawn before', () => {
    const scenario = scenarioOf(5);
    const [first, second] = [new Answers(scenario), new Answers(scenario)];
    const pairs = scenario.requests
      .slice(0, 40)
      .flatMap(({ id }) => scenario.people.slice(0, 5).map((person) => ({ id, person })));
    const answers = pairs.map(({ id, person }) => first.next(id, person));
    const backwards = pairs.toReversed().map(({ id, person }) => second.next(id, person));
    expect(backwards.toReversed()).toEqual(answers);
    expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(['accept', 'decline', 'none']));
  });

  it('each pair has its own random answer: of two equal volunteers one accepts a request and the other does not', () => {
    const scenario = scenarioOf(5);
    const [request] = scenario.requests;
    const answers = scenario.people
      .slice(0, 30)
      .map((person) => request && wouldAccept(scenario, request.id, { ...person, acceptShare: 0.5 }));
    expect(new Set(answers)).toEqual(new Set([true, false]));
  });
});
