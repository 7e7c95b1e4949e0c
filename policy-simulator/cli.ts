/** `npm run policy -- …`: compares policies on simulated days, and checks the simulator itself. */
import { readArguments, type Options } from './runs/options.ts';
import { benchCommand } from './commands/bench.ts';
import { boundsCommand } from './commands/bounds.ts';
import { ciCommand } from './commands/ci.ts';
import { compareCommand } from './commands/compare.ts';
import { estimatesCommand } from './commands/estimates.ts';
import { goalsCommand } from './commands/goals.ts';
import { terminal } from './report/terminal.ts';
import { validateCommand } from './commands/validate.ts';
import { help } from './help.ts';

/** Runs the command; false when it found a failure. */
async function run(options: Options): Promise<boolean> {
  switch (options.command) {
    case 'compare':
      if (options.ci) return ciCommand(options, terminal);
      await compareCommand(options, terminal);
      return true;
    case 'goals':
      return goalsCommand(options, terminal);
    case 'bounds':
      boundsCommand(options, terminal);
      return true;
    case 'estimates':
      estimatesCommand(options, terminal);
      return true;
    case 'validate':
      return validateCommand(options, terminal);
    case 'bench':
      benchCommand(terminal);
      return true;
    case 'list':
      terminal.print(help());
      return true;
  }
}

const parsed = readArguments(process.argv.slice(2));
if (parsed.kind === 'help') terminal.print(help());
else if (parsed.kind === 'invalid') {
  terminal.progress(parsed.reason);
  process.exitCode = 2;
} else {
  try {
    process.exitCode = (await run(parsed.options)) ? 0 : 1;
  } catch (error) {
    // The name of a policy or workload was probably mistyped: the message is sufficient without a stack.
    terminal.progress(error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
  }
}
