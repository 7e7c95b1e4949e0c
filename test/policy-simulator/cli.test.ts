/** The command line: the arguments that it reads, and the files that it writes. */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readArguments } from '../../policy-simulator/runs/options.ts';
import { compareCommand } from '../../policy-simulator/commands/compare.ts';
import type { Terminal } from '../../policy-simulator/report/terminal.ts';
import { help } from '../../policy-simulator/help.ts';
import { simulate } from '../../policy-simulator/engine/simulation.ts';
import { drawScenario } from '../../policy-simulator/workload/draw-scenario.ts';
import { helpline } from '../../policy-simulator/workload/helpline.ts';
import { policyNamed } from '../../policy-simulator/catalog/policies.ts';
import { csv } from '../../policy-simulator/report/csv.ts';
import { barChart, lineChart } from '../../policy-simulator/report/svg.ts';
import { table } from '../../policy-simulator/report/table.ts';
import { runJobs } from '../../policy-simulator/runs/pool.ts';
import { digestOf } from './digest.ts';

const optionsOf = (...args: readonly string[]) => {
  const asked = readArguments(args);
  if (asked.kind !== 'run') throw new Error(asked.kind);
  return asked.options;
};

describe('arguments', () => {
  it('policies are separated from their settings', () => {
    expect(optionsOf('compare', '--policies', 'fcfs-alis,fair:bestFitSeconds=0,hedgeAfterSeconds=null,nakama').policies).toEqual([
      'fcfs-alis',
      'fair:bestFitSeconds=0,hedgeAfterSeconds=null',
      'nakama',
    ]);
  });

  it('wrong arguments give an error, and no arguments give help', () => {
    expect(readArguments(['compare', '--runs', 'many']).kind).toBe('invalid');
    expect(readArguments(['compare', '--nonsense']).kind).toBe('invalid');
    expect(readArguments(['sell']).kind).toBe('invalid');
    expect(readArguments([]).kind).toBe('help');
    expect(readArguments(['compare', '--help']).kind).toBe('help');
    expect(optionsOf('--ci').ci).toBe(true);
    expect(optionsOf('compare', '--hours', '10-12').hours).toEqual({ from: 10, to: 12 });
    expect(readArguments(['compare', '--hours', '12-10']).kind).toBe('invalid');
    expect(optionsOf('goals').policies).toEqual(['priced']);
  });

  it('policies are found by their names and settings, and unknown ones are refused', () => {
    expect(policyNamed('fair:bestFitSeconds=0').name).toBe('fair:bestFitSeconds=0');
    expect(policyNamed('fcfs-alis+callouts').name).toBe('fcfs-alis+callouts');
    const day = drawScenario(helpline({ perHour: 4, load: 1, scarcity: 'strong' }), { seed: 1, days: 1 });
    for (const name of ['fcfs-alis', 'fcfs-alis+callouts', 'priced', 'priced:calloutsAtOnce=0+fluid'])
      expect(policyNamed(name).start(day).name).toBe(name);
    expect(() => policyNamed('fair:bestFitSeconds=-1')).toThrow('fair:bestFitSeconds=-1');
    expect(() => policyNamed('best')).toThrow('best');
  });

  it('call-outs happen only under policies with call-outs', () => {
    const day = drawScenario(helpline({ perHour: 4, load: 1, scarcity: 'strong' }), { seed: 1, days: 1 });
    const pages = (name: string) => simulate(day, policyNamed(name).start(day)).counts.callouts;
    for (const name of ['priced', 'fcfs-alis+callouts']) expect(pages(name)).toBeGreaterThan(0);
    for (const name of ['priced:calloutsAtOnce=0', 'fcfs-alis']) expect(pages(name)).toBe(0);
  });

  it('every policy and every workload is listed', () => {
    for (const name of [
      'fcfs-alis',
      'upchieve',
      'deferred-acceptance',
      'helpline-2400-1.1-strong',
      'charity-evening',
      'bank-aug-0.8',
    ])
      expect(help()).toContain(name);
  });
});

describe('a comparison', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'earshot-policy-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('a comparison prints figures and differences, and writes CSV and charts', async () => {
    const said: string[] = [];
    const progress: string[] = [];
    const terminal: Terminal = { print: (text) => void said.push(text), progress: (text) => void progress.push(text) };
    await compareCommand(
      {
        ...optionsOf('compare', '--workload', 'charity-evening', '--runs', '2', '--days', '3', '--threads', '1'),
        out: folder,
        policies: ['fcfs-alis', 'fewest-skills'],
      },
      terminal,
    );
    expect(progress.at(-1)).toContain('2 of 2');
    expect(said.join('\n')).toMatch(/fewest-skills − reference/u);
    const files = readdirSync(path.join(folder, 'charity-evening'));
    for (const file of [
      'figures.csv',
      'kinds.csv',
      'hours.csv',
      'waits.svg',
      'waits-fcfs-alis.svg',
      'occupancy.svg',
      'fairness.svg',
      'abandonment.svg',
      'frontier.svg',
      'frontier-races.svg',
      'frontier-evenness.svg',
    ])
      expect(files).toContain(file);
    const figures = readFileSync(path.join(folder, 'charity-evening', 'figures.csv'), 'utf8')
      .trim()
      .split('\n');
    expect(figures).toHaveLength(3);
    expect(figures[0]?.split(',').length).toBe(figures[2]?.split(',').length);
  });

  it('a run gives the same on two threads as on one', async () => {
    const jobs = [1, 2, 3].map((seed) => ({ workload: 'charity-evening', policies: ['fcfs-alis'], seed, days: 2 }));
    const one = await runJobs(jobs, { threads: 1 });
    const two = await runJobs(jobs, { threads: 2 });
    expect(two.flat().map(digestOf)).toEqual(one.flat().map(digestOf));
  });
});

describe('what is written', () => {
  it('a table has aligned columns', () => {
    expect(
      table(
        ['', 'a'],
        [
          ['long name', '1'],
          ['x', '22'],
        ],
      ),
    ).toBe(['|           |   a |', '|-----------|----:|', '| long name |   1 |', '| x         |  22 |'].join('\n'));
  });

  it('a comma inside a value does not end a CSV field', () => {
    expect(
      csv(
        ['policy', 'x'],
        [
          ['fair:a=1,b=2', 0.5],
          ['a "b"', undefined],
        ],
      ),
    ).toBe('policy,x\n"fair:a=1,b=2",0.5\n"a ""b""",\n');
  });

  it('a chart as SVG has its points in place, gaps left out and names escaped', () => {
    const axis = { label: 'x', max: 10, ticks: [0, 10] };
    const chart = { title: 'a < b', about: 'test', x: axis, y: axis };
    const svg = lineChart(chart, [
      {
        name: 'one',
        values: [
          [0, 0],
          [5, 5],
          [6, undefined],
          [10, 10],
        ],
      },
    ]);
    expect(svg).toContain('d="M64,348L314,196M564,44"');
    expect(svg).toContain('a &lt; b');
    const bars = barChart({ title: 't', about: 'a', y: axis }, ['g'], [{ name: 'one', values: [5] }]);
    expect(bars).toMatch(/<rect x="[\d.]+" y="196" width="[\d.]+" height="152"/u);
  });
});
