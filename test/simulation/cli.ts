/** `npm run simulate`: so many seeds, and what came of them. */
import { replaceRuntime } from './engine/handlers.ts';

replaceRuntime();
const { simulate } = await import('./simulate.ts');
process.exitCode = await simulate(process.argv.slice(2));
