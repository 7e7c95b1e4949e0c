/** Stryker over the planner: what it changes, and which tests must notice. Its report is read by report.ts. See docs/proof.md. */
export default {
  testRunner: 'vitest',
  vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
  plugins: ['@stryker-mutator/vitest-runner'],
  mutate: ['shared/domain/policy/**/*.ts'],
  // Copied for the mutants: what the tests read, and no tsconfig.json, which Stryker would read with the API that TypeScript 7 has not.
  ignorePatterns: [
    '**',
    '!package.json',
    '!shared/**',
    '!test/unit/**',
    '!test/fixtures/**',
    '!test/mutation/**',
    '!demo/words.ts',
    '!docs/words.md',
  ],
  coverageAnalysis: 'perTest',
  concurrency: 2,
  timeoutMS: 20_000,
  tempDirName: '.earshot/mutation',
  reporters: ['json', 'progress-append-only'],
  jsonReporter: { fileName: '.earshot/mutation.json' },
};
