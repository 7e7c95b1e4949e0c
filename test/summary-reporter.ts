/** The last lines of a run: every test that says it was not run, and one plain count, so that no summary hides either. */
import type { Reporter, TestModule } from 'vitest/node';

export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const of = (state: 'passed' | 'failed' | 'skipped') => modules.flatMap((module) => [...module.children.allTests(state)]);
    const skipped = of('skipped');
    const broken = modules.filter(
      (module) => module.state() === 'failed' && [...module.children.allTests('failed')].length === 0,
    );
    for (const { name } of skipped) if (name.startsWith('NOT RUN: ')) console.log(`\n${name}`);
    console.log(`\n${of('passed').length} passed, ${of('failed').length + broken.length} failed, ${skipped.length} skipped`);
  }
}
