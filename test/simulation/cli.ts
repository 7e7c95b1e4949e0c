/** `npm run simulation`: plays a number of seeds and prints the results. */
import { simulate } from './simulate.ts';

process.exitCode = await simulate(process.argv.slice(2));
