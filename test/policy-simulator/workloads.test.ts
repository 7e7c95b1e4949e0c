/** The workloads have the size, scarcity and spread that they state. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { bankScenario } from '../../policy-simulator/workload/bank.ts';
import { readTrace, workingDays } from '../../policy-simulator/workload/bank-trace.ts';
import { allWorkloads, workloads, workloadsNamed } from '../../policy-simulator/workload/catalog.ts';
import { arrivalTimes } from '../../policy-simulator/workload/draw-requests.ts';
import { drawScenario } from '../../policy-simulator/workload/draw-scenario.ts';
import { bankHourShape, shiftLength } from '../../policy-simulator/workload/figures.ts';
import { helpline } from '../../policy-simulator/workload/helpline.ts';
import { lognormalMean } from '../../random/distributions.ts';
import { shiftStarts } from '../../policy-simulator/workload/staffing.ts';

const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;

describe('the catalog', () => {
  it('the catalog has the helpline at four sizes, three loads and three scarcities, and a charity’s evening', () => {
    expect(workloads).toHaveLength(37);
    expect(workloadsNamed('helpline-30-*', workloads)).toHaveLength(9);
    expect(workloadsNamed('helpline-*-0.9-none,charity-evening', workloads).map(({ name }) => name)).toEqual([
      'helpline-30-0.9-none',
      'helpline-120-0.9-none',
      'helpline-600-0.9-none',
      'helpline-2400-0.9-none',
      'charity-evening',
    ]);
    expect(() => workloadsNamed('helpline-31-*', workloads)).toThrow('helpline-31-*');
  });

  it('every workload that needs no trace can be drawn', () => {
    for (const one of workloads.filter(({ name }) => !name.includes('2400'))) {
      const scenario = one.scenario({ seed: 1, days: 1 });
      expect(scenario.workload).toBe(one.name);
      expect(scenario.requests.length).toBeGreaterThan(0);
      expect(scenario.shifts.length).toBeGreaterThan(0);
      expect(new Set(scenario.requests.map(({ id }) => id)).size).toBe(scenario.requests.length);
    }
  });
});

describe('arrivals', () => {
  const days = Array.from({ length: 400 }, (_, day) => arrivalTimes({ perDay: 720, shape: bankHourShape, dayCv: 0.2 }, 1, day));

  it('requests come at the given rate, with the bank’s hours, and more on some days than on others', () => {
    const counts = days.map((day) => day.length);
    expect(mean(counts) / 720).toBeCloseTo(1, 1);
    // Gamma days of CV .2 on top of Poisson: variance n + (.2 n)².
    const variance = mean(counts.map((one) => (one - mean(counts)) ** 2));
    expect(variance / (720 + (0.2 * 720) ** 2)).toBeGreaterThan(0.7);
    expect(variance / (720 + (0.2 * 720) ** 2)).toBeLessThan(1.3);
    const tenth = days.flat().filter((at) => at >= 36_000 && at < 39_600).length / days.flat().length;
    expect(tenth).toBeCloseTo(0.09, 2);
  });
});

describe('volunteers', () => {
  it('so many volunteers are on as the load needs', () => {
    const target = Array.from({ length: 24 }, (_, hour) => (hour < 7 ? 0 : 20 + 10 * Math.sin(hour / 3)));
    const { perSlot } = shiftStarts(target, shiftLength);
    const hours = perSlot.reduce((sum, one) => sum + one, 0) * (lognormalMean(shiftLength) / 3600);
    expect(hours / target.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 1);
  });

  it('supply of rare skills is above demand, and nearer to it at stronger scarcity', () => {
    for (const [scarcity, times] of [
      ['mild', 2],
      ['strong', 1.25],
    ] as const) {
      const { people, requests } = drawScenario(helpline({ perHour: 600, load: 0.9, scarcity }), { seed: 3, days: 1 });
      const asked = requests.filter(({ criteria: ask }) => ask.languages.includes('es')).length / requests.length;
      const supplied = people.filter(({ facts }) => facts.languages.includes('es')).length / people.length;
      expect(supplied / asked).toBeGreaterThan(times * 0.85);
      expect(supplied / asked).toBeLessThan(times * 1.15);
    }
    const none = drawScenario(helpline({ perHour: 120, load: 0.9, scarcity: 'none' }), { seed: 3, days: 1 });
    expect(new Set(none.requests.map(({ kind }) => kind))).toEqual(new Set(['plain']));
  });

  it('a volunteer is on one shift at a time', () => {
    const { shifts } = drawScenario(helpline({ perHour: 30, load: 0.7, scarcity: 'mild' }), { seed: 4, days: 3 });
    const last = new Map<string, number>();
    for (const { person, from, to } of shifts) {
      expect(from).toBeGreaterThan(last.get(person.volunteer) ?? 0);
      last.set(person.volunteer, to);
    }
  });
});

describe('the bank’s trace', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'earshot-trace-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const head =
    'date,type,priority,vru_entry_s,vru_exit_s,q_start_s,q_exit_s,q_time,outcome,ser_start_s,ser_exit_s,ser_time,server_code,month,asked_agent';
  const rows = [
    '1999-01-03,NW,2,90,100,110,150,40,HANG,0,0,0,,january,1',
    '1999-01-03,PS,0,50,60,0,0,0,AGENT,60,160,100,S01,january,1',
    '1999-01-03,PS,0,10,20,0,0,0,HANG,0,0,0,,january,0',
    '1999-01-03,AA,0,10,20,0,0,0,HANG,0,0,0,,january,0',
    '1999-01-08,NE,0,10,20,0,0,0,AGENT,20,9999,1500,S02,january,1',
  ];
  const text = `${[head, ...rows].join('\n')}\n`;
  const plain = path.join(folder, 'trace.csv');
  const zipped = path.join(folder, 'trace.csv.gz');
  writeFileSync(plain, text);
  writeFileSync(zipped, gzipSync(text));

  it('the trace is read as days of callers who asked for an agent, by time, gzipped or not', () => {
    const days = readTrace(plain);
    expect(days).toEqual([
      {
        date: '1999-01-03',
        calls: [
          { at: 60, type: 'PS', waited: 0, served: 100 },
          { at: 110, type: 'NW', waited: 40 },
        ],
      },
      { date: '1999-01-08', calls: [{ at: 20, type: 'NE', waited: 0, served: 1500 }] },
    ]);
    expect(readTrace(zipped)).toEqual(days);
  });

  it('the trace is replayed on working days only', () => {
    const many = Array.from({ length: 1000 }, (_, n) => ({ at: n, type: 'PS' as const, waited: 0, served: 100 }));
    const days = ['1999-01-03', '1999-01-08', '1999-08-01'].map((date) => ({ date, calls: many }));
    expect(workingDays(days, '01').map(({ date }) => date)).toEqual(['1999-01-03']);
    expect(workingDays([{ date: '1999-01-04', calls: many.slice(0, 500) }], '01')).toEqual([]);
  });

  it('every caller gets the needs of the caller’s kind, and a talk eight times as long as the call', () => {
    const scenario = bankScenario('bank', readTrace(plain), 0.8, { seed: 1, days: 2 });
    const seen = scenario.requests.map(({ criteria: ask, talkSeconds, kind }) => ({
      kind,
      languages: ask.languages,
      talkSeconds,
    }));
    expect(seen[0]).toEqual({ kind: 'plain', languages: ['en'], talkSeconds: 800 });
    expect(seen[1]).toMatchObject({ kind: 'es', languages: ['es'] });
    expect(seen[2]).toEqual({ kind: 'clearance', languages: ['en'], talkSeconds: 7200 });
    expect(scenario.behaviour.redialShare).toBe(0);
    expect(allWorkloads(plain).some(({ name }) => name === 'bank-jan-0.8')).toBe(true);
  });
});
