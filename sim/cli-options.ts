/** What the command line understands. */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import * as z from 'zod';

export const commands = ['compare', 'goals', 'bounds', 'estimates', 'validate', 'bench', 'list'] as const;

const count = (max: number) => z.coerce.number().int().min(1).max(max);

const hours = z
  .string()
  .regex(/^\d{1,2}-\d{1,2}$/u, 'hours are written as in 10-12')
  .transform((text) => {
    const [from = 0, to = 0] = text.split('-').map(Number);
    return { from, to };
  })
  .refine(({ from, to }) => from < to && to <= 24, 'hours are written as in 10-12, from 0 to 24');

const schema = z.object({
  command: z.enum(commands),
  workload: z.string(),
  policies: z.string().transform(specsOf),
  runs: count(1000),
  days: count(366),
  seed: z.coerce.number().int().min(1),
  threads: count(64),
  /** Seconds: at 30 an hour a bound with slots of 3 minutes is lower by a few in a thousand, and takes many times as long. */
  slot: count(3600),
  /** Of the first day, as in `10-12`. */
  hours: hours.optional(),
  trace: z.string().optional(),
  out: z.string(),
  ci: z.boolean(),
});
export type Options = z.infer<typeof schema>;

const flags = {
  workload: { type: 'string' },
  policies: { type: 'string' },
  runs: { type: 'string', default: '6' },
  days: { type: 'string', default: '1' },
  seed: { type: 'string', default: '1' },
  threads: { type: 'string', default: String(Math.max(1, availableParallelism() - 1)) },
  slot: { type: 'string', default: '300' },
  hours: { type: 'string' },
  trace: { type: 'string' },
  out: { type: 'string', default: '.earshot/policy' },
  ci: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

export type Asked =
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly why: string }
  | { readonly kind: 'run'; readonly options: Options };

/** What these arguments ask for. `--ci` alone is a comparison. */
export function askedFor(args: readonly string[]): Asked {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: flags, allowPositionals: true });
    const command = positionals[0] ?? (values.ci ? 'compare' : undefined);
    if (values.help || command === undefined) return { kind: 'help' };
    const policies = command === 'goals' ? 'priced' : 'fcfs-alis,fewest-skills,fair,priced';
    const defaults = { workload: 'helpline-120-0.9-mild', policies };
    const parsed = schema.safeParse({ ...defaults, ...values, command });
    return parsed.success ? { kind: 'run', options: parsed.data } : { kind: 'wrong', why: z.prettifyError(parsed.error) };
  } catch (error) {
    return { kind: 'wrong', why: error instanceof Error ? error.message : String(error) };
  }
}

/** Policies are separated by commas, and so are their settings: a comma begins a policy unless a setting follows it. */
function specsOf(text: string): string[] {
  return text.split(/,(?![A-Za-z]+=)/u).filter((one) => one.length > 0);
}
