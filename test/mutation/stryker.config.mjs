/**
 * Stryker for the planner: which files it changes, and which tests must notice. report.ts reads its report. See docs/proof.md.
 */
export default {
  testRunner: 'vitest',
  vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
  plugins: ['@stryker-mutator/vitest-runner'],
  mutate: ['shared/domain/policy/**/*.ts'],
  // The files that are copied for the mutants: what the tests read, without tsconfig.json. Stryker would read that with the API
  // that TypeScript 7 does not have.
  ignorePatterns: [
    '**',
    '!package.json',
    '!shared/**',
    '!test/unit/**',
    '!test/fixtures/**',
    '!test/mutation/**',
    'test/mutation/node_modules',
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
