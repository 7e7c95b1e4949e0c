import type { Reporter, TestModule } from 'vitest/node';

/** Repeats, at the very end of a run, the name of every test that says it was not run: no summary of passes hides it. */
export default class NotRunReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const skipped = modules.flatMap((module) => [...module.children.allTests('skipped')]);
    for (const { name } of skipped) if (name.startsWith('NOT RUN: ')) console.log(`\n${name}\n`);
  }
}
