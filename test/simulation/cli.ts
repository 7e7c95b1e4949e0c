/** `npm run simulation`: so many seeds, and what came of them. */
import { simulate } from './simulate.ts';

process.exitCode = await simulate(process.argv.slice(2));
