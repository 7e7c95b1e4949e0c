import { defineConfig } from 'vitest/config';

/** Storms take minutes and want the machine to themselves: `npm run storm`. */
export const storms = ['storm', 'kill', 'waits', 'lost-wakes'].map((name) => `test/storm/${name}.test.ts`);

/** Suites that run the whole service in processes of their own: one after the other. */
const whole = ['test/e2e/**/*.test.ts', 'test/demo/evening.test.ts', 'test/readme/*.test.ts'];

const common = { testTimeout: 30_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    reporters: ['default', './test/summary-reporter.ts'],
    projects: [
      {
        test: {
          ...common,
          name: 'parts',
          include: ['test/**/*.test.ts'],
          exclude: [...whole, ...storms],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...common,
          name: 'whole',
          include: whole,
          maxWorkers: 1,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
