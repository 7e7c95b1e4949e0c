/** `npm run fuzz`: starts a service, sends it hostile requests, and prints what was sent, what came back and what was wrong. */
import { randomInt } from 'node:crypto';
import { flagsOf, wholeOf } from '../fixtures/flags.ts';
import { freshStateDir, removeStateDir, startService } from '../chaos/service.ts';
import { requestsInCi } from './limits.ts';
import { findingText, summary, tables } from './report.ts';
import { fuzz } from './run.ts';

const usage = `Starts a service, sends it hostile requests and judges every answer.

  npm run fuzz -- [options]

  --requests N   the number of requests (default: ${requestsInCi})
  --seed S       the seed of the requests (default: any; it is printed)
  --only N       sends only the Nth request
  --bail         ends at the first finding
  --help         this text`;

const flags = flagsOf(usage, {
  requests: { type: 'string', default: String(requestsInCi) },
  seed: { type: 'string', default: String(randomInt(2 ** 31)) },
  only: { type: 'string' },
  bail: { type: 'boolean', default: false },
});
const requests = wholeOf(usage, 'requests', flags.requests);
const seed = wholeOf(usage, 'seed', flags.seed, 0);
const only = flags.only === undefined ? undefined : wholeOf(usage, 'only', flags.only, 0);

async function main(): Promise<boolean> {
  console.log(`${requests} requests of seed ${seed}`);
  const stateDir = freshStateDir();
  const service = await startService(stateDir);
  const began = performance.now();
  let printed = 0;
  try {
    const { tally, findings } = await fuzz(service, {
      seed,
      requests,
      only,
      bail: flags.bail,
      progress: (soFar, found) => {
        console.log(`${soFar.sent} sent, ${found.length} findings`);
        // A full run takes long, so each finding is printed at once.
        for (const finding of found.slice(printed)) console.log(`\n${findingText(finding, seed)}`);
        printed = found.length;
      },
    });
    const seconds = (performance.now() - began) / 1000;
    console.log(`\n${tables(tally)}\n\n${summary({ tally, findings, seconds })}`);
    for (const finding of findings.slice(printed)) console.log(`\n${findingText(finding, seed)}`);
    return findings.length === 0;
  } finally {
    await service.stop();
    removeStateDir(stateDir);
  }
}

process.exitCode = (await main()) ? 0 : 1;
