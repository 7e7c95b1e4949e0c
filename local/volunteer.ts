/** `npm run volunteer`: a volunteer of the demo space who takes every offer, until Ctrl-C. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { earshotClient } from '../client/client.ts';
import { localToken } from '../client/local-token.ts';
import { localFile } from './announce.ts';
import { readJsonFile } from './json-file.ts';
import { talkSecondsDefault, talkSecondsMax } from './limits.ts';
import { takeEveryOffer } from './volunteering.ts';

const usage = `Goes on as a volunteer of the demo space and takes every offer, until Ctrl-C. \`npm start\` must be running.

  npm run volunteer -- [options]

  --talk-seconds N  the volunteer ends a talk after N seconds (default: ${talkSecondsDefault}, at most ${talkSecondsMax})
  --state DIR       the folder of \`npm start\` (default: .earshot)
  --help            show this text`;

const whatItNeeds = z.object({
  url: z.string(),
  issuer: z.string(),
  space: z.string(),
  listener: z.object({ sub: z.string() }),
});

const seconds = z.coerce
  .number<string>({ error: '--talk-seconds takes a number' })
  .min(1)
  .max(talkSecondsMax, { error: `--talk-seconds takes 1 to ${talkSecondsMax}` });

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { 'talk-seconds': { type: 'string' }, state: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help === true) return console.log(usage);
  const talkSeconds = seconds.default(talkSecondsDefault).parse(values['talk-seconds']);
  const file = localFile(path.resolve(values.state ?? '.earshot'));
  const found = whatItNeeds.safeParse(readJsonFile(file));
  if (!found.success) throw new Error(`No demo space in ${file}. Run \`npm start\` first, and leave it running.`);
  const { url, issuer, space, listener } = found.data;
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => ending.abort());
  await takeEveryOffer({
    client: earshotClient({ url }),
    token: async () => await localToken(issuer, listener.sub),
    space,
    talkSeconds,
    say: (line) => console.log(line),
    until: ending.signal,
  });
}

try {
  await main();
} catch (error) {
  console.error(error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
