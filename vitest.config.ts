import { defineConfig } from 'vitest/config';

/** Suites that run the whole service in processes of their own: one after the other. */
const whole = [
  'test/e2e/**/*.test.ts',
  'test/doors/doors.test.ts',
  'test/seeded-bugs/security-sample.test.ts',
  'test/fuzz/fuzz.test.ts',
  'test/demo/evening.test.ts',
  'test/readme/*.test.ts',
];

/** Whole services under injected faults and kill -9, for a minute each, with the machine to themselves. */
const storms = ['storm', 'kill', 'waits'].map((name) => `test/storm/${name}.test.ts`);

/** The simulation, which has threads of its own on every core, and a test that waits for the reconciler's minutes, mostly asleep. */
const slow = [
  'test/storm/lost-wakes.test.ts',
  'test/simulation/{simulation,small-scope,regressions}.test.ts',
  'test/seeded-bugs/simulation-sample.test.ts',
];

/** The running service under load, kills, pauses, a full disk and slow engines. */
const violence = ['test/violence/violence.test.ts'];

const alone = { maxWorkers: 1, fileParallelism: false };

const project = (name: string, files: object, order: number) => ({
  test: { testTimeout: 30_000, hookTimeout: 60_000, name, sequence: { groupOrder: order }, ...files },
});

export default defineConfig({
  test: {
    reporters: ['default', './test/summary-reporter.ts'],
    projects: [
      project(
        'parts',
        { include: ['test/**/*.test.ts'], exclude: [...whole, ...storms, ...violence, ...slow], maxWorkers: 2 },
        1,
      ),
      project('whole', { include: whole, ...alone }, 2),
      project('storm', { include: storms, ...alone }, 3),
      project('violence', { include: violence, ...alone }, 4),
      project('slow', { include: slow, maxWorkers: 2 }, 5),
    ],
  },
});
