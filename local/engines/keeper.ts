/**
 * Runs the command of its arguments and ends it when the runner is gone, even by SIGKILL: an engine that knows nothing of its
 * parent would live on and hold its files. Says the engine's process id on standard output.
 */
import { spawn } from 'node:child_process';
import { engineStopMsMax } from '../limits.ts';
import { endWithParent } from './end-with-parent.ts';

const [command = '', ...args] = process.argv.slice(2);
// What the engine prints goes to the keeper's standard error, which the runner made its log file.
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
