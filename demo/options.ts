/** The command line of `npm run demo`. */
import { randomInt } from 'node:crypto';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import {
  factorDefault,
  factorMax,
  factorOfTraceMax,
  minutesDefault,
  minutesMax,
  seekersDefault,
  seekersMax,
  volunteersDefault,
  volunteersMax,
} from './limits.ts';

export const usage = `Runs an evening: seekers ask, volunteers listen, everything through the HTTP API.

  npm run demo -- [options]

  --minutes N      real minutes until closing time (default ${minutesDefault}, at most ${minutesMax})
  --factor N       how many times as fast as life, 1 to ${factorMax} (default ${factorDefault})
  --seekers N      how many come (default ${seekersDefault})
  --volunteers N   how many serve in turns (default ${volunteersDefault}, at most ${volunteersMax})
  --seed N         the same seed, the same evening (default: a new one, printed)
  --quiet          one status line every few seconds instead of the board; so it is without a terminal

  --attach         use the running service of .earshot/local.json, as \`npm start\` left it
  --url URL --issuer URL
                   use the service at these addresses; without any of them the demo starts its own
  --keep DIR       keep the demo's own service in DIR, with its logs, instead of forgetting it

  --from FILE      replay the arrivals of a trace, CSV or CSV.gz; the first line names the columns
  --day YYYY-MM-DD which day of it, where it has a column \`date\` (default: the first with any in the hours)
  --hours A-B      which hours of the day (default: all; of a bank trace 19-21)

A trace has the column t_seconds (seconds of the day), and may have language (en, es, pl, ar), role (listener,
mentor, professional), urgency (now, soon, whenever), channel (chat, voice, video), topic, patience_seconds
(gave up after), talk_seconds; an empty cell is drawn from the seed. No quotes. Rows that are not so are left
out, counted and named. With --from the factor follows from --minutes where it is not given, up to ${factorOfTraceMax}.

The trace of the "Anonymous Bank" (I. Guedj and A. Mandelbaum, Technion, 2000) is recognised by its columns
date, type, priority, vru_exit_s, q_start_s, q_time, outcome, ser_time, asked_agent: a call is an arrival where
asked_agent is 1, at q_start_s, or vru_exit_s where it did not queue; priority 2 is urgency now, else soon;
who hung up (HANG) gives up after q_time, the others are at least as patient; a talk takes 8 times ser_time;
types IN, TT, PE ask in Spanish, Polish, Arabic, NE asks for a mentor, all others ask in English for any role.

  --help           this text`;

const number = z
  .string()
  .regex(/^\d+(\.\d+)?$/u, 'a number')
  .transform(Number);
const whole = (low: number, high: number) => number.pipe(z.int().min(low).max(high));
const seedMax = 2 ** 31 - 1;

const flags = z
  .strictObject({
    minutes: number.pipe(z.number().positive().max(minutesMax)).optional(),
    factor: number.pipe(z.number().min(1).max(factorMax)).optional(),
    seekers: whole(1, seekersMax).default(seekersDefault),
    volunteers: whole(1, volunteersMax).default(volunteersDefault),
    seed: whole(0, seedMax).default(() => randomInt(seedMax)),
    quiet: z.boolean().default(false),
    attach: z.boolean().default(false),
    url: z.url({ protocol: /^https?$/u }).optional(),
    issuer: z.url({ protocol: /^https?$/u }).optional(),
    keep: z
      .string()
      .min(1)
      .transform((dir) => path.resolve(dir))
      .optional(),
    from: z.string().min(1).optional(),
    day: z.iso.date().optional(),
    hours: z
      .string()
      .regex(/^\d{1,2}-\d{1,2}$/u, 'hours of the day, such as 18-22')
      .transform((text) => ({ from: Number(text.split('-')[0]), to: Number(text.split('-')[1]) }))
      .refine(({ from, to }) => from < to && to <= 24, 'from an hour to a later one of the same day')
      .optional(),
  })
  .refine(({ url, issuer }) => (url === undefined) === (issuer === undefined), '--url and --issuer go together')
  .refine(({ url, attach }) => !attach || url === undefined, '--attach and --url exclude each other')
  .refine(
    ({ from, day, hours }) => from !== undefined || (day ?? hours) === undefined,
    '--day and --hours choose from a trace: add --from',
  );

export type Options = z.infer<typeof flags>;

const text = { type: 'string' } as const;
const yes = { type: 'boolean' } as const;

/** The options of these arguments, or undefined where help was asked for. Throws with a sentence for what makes no sense. */
export function readOptions(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: text,
      factor: text,
      seekers: text,
      volunteers: text,
      seed: text,
      quiet: yes,
      attach: yes,
      url: text,
      issuer: text,
      keep: text,
      from: text,
      day: text,
      hours: text,
      help: yes,
    },
  });
  const { help, ...given } = values;
  if (help === true) return undefined;
  const read = flags.safeParse(given);
  if (!read.success) throw new Error(`${z.prettifyError(read.error)}\nSee --help.`);
  return read.data;
}
