/** The tests that judge a mutant of the planner. They run in one process, the quick files first, and the first failure ends the run. */
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Property tests come last: most mutants are killed by an example test, in milliseconds. */
const isSlow = ({ moduleId }: TestSpecification) => /planner-(?:[a-z]+-)?(?:invariants|assignment|due|demand)/u.test(moduleId);

class QuickFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return Promise.resolve(files.toSorted((a, b) => Number(isSlow(a)) - Number(isSlow(b)) || (a.moduleId < b.moduleId ? -1 : 1)));
  }
}

export default defineConfig({
  test: {
    include: ['test/unit/planner-*.test.ts'],
    isolate: false,
    fileParallelism: false,
    testTimeout: 60_000,
    // The same inputs each time, so that the result of a mutant can be repeated. A tenth of the usual number, so that a surviving
    // mutant costs only seconds.
    env: { EARSHOT_SEED: '1', EARSHOT_RUNS_PERCENT: '10' },
    sequence: { sequencer: QuickFirst },
  },
});
