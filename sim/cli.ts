/** `npm run policy -- …`: compares policies on simulated days, and checks the simulator itself. */
import { askedFor } from './cli-options.ts';
import type { Options } from './cli-options.ts';
import { benchCommand } from './commands/bench.ts';
import { boundsCommand } from './commands/bounds.ts';
import { ciCommand } from './commands/ci.ts';
import { compareCommand } from './commands/compare.ts';
import { estimatesCommand } from './commands/estimates.ts';
import { goalsCommand } from './commands/goals.ts';
import { terminal } from './commands/terminal.ts';
import { validateCommand } from './commands/validate.ts';
import { help } from './help.ts';

/** Runs the command; false when it found something wrong. */
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
      terminal.say(help());
      return true;
  }
}

const asked = askedFor(process.argv.slice(2));
if (asked.kind === 'help') terminal.say(help());
else if (asked.kind === 'wrong') {
  terminal.progress(asked.why);
  process.exitCode = 2;
} else {
  try {
    process.exitCode = (await run(asked.options)) ? 0 : 1;
  } catch (error) {
    // A policy or workload that does not exist is a slip of the keyboard: its name says all.
    terminal.progress(error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
  }
}
