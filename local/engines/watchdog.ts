/**
 * Runs the command in its arguments, and ends it when the runner has ended, even by SIGKILL. Without this an engine that does not
 * watch its parent would go on running and keep its files open. Prints the engine's process id on standard output.
 */
import { spawn } from 'node:child_process';
import { engineStopMsMax } from '../limits.ts';
import { endWithParent } from './end-with-parent.ts';

const [command = '', ...args] = process.argv.slice(2);
// The engine's output goes to the standard error of this process, which the runner connected to its log file.
const engine = spawn(command, args, { stdio: ['ignore', 2, 2], windowsHide: true });

engine.on('error', (error) => {
  console.error(error.message);
  process.exitCode = 1;
});
engine.on('spawn', () => console.log(engine.pid));
engine.on('exit', (code) => process.exit(code ?? 1));

endWithParent(() => {
  engine.kill('SIGTERM');
  setTimeout(() => engine.kill('SIGKILL'), engineStopMsMax);
});
