/** `npm run help`: every script of package.json, and what it does. */
import { scripts } from './scripts.ts';

const width = Math.max(...Object.keys(scripts).map((name) => name.length));
console.log('npm run …\n');
for (const [name, does] of Object.entries(scripts)) console.log(`  ${name.padEnd(width)}  ${does}`);
