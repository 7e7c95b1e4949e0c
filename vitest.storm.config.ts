/** The storms: whole services under injected faults and kill -9, for minutes, with the machine to themselves. */
import { defineConfig } from 'vitest/config';
import { storms } from './vitest.config.ts';

export default defineConfig({
  test: {
    reporters: ['default', './test/summary-reporter.ts'],
    include: storms,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 1,
    fileParallelism: false,
  },
});
