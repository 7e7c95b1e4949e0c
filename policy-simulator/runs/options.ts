/** The arguments of the command line. */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import * as z from 'zod';

export const commands = ['compare', 'goals', 'bounds', 'estimates', 'validate', 'bench', 'list'] as const;

const count = (max: number) => z.coerce.number().int().min(1).max(max);

const hours = z
  .string()
  .regex(/^\d{1,2}-\d{1,2}$/u, 'write hours like 10-12')
  .transform((text) => {
    const [from = 0, to = 0] = text.split('-').map(Number);
    return { from, to };
  })
  .refine(({ from, to }) => from < to && to <= 24, 'write hours like 10-12, from 0 to 24');

const schema = z.object({
  command: z.enum(commands),
  workload: z.string(),
  policies: z.string().transform(specsOf),
  runs: count(1000),
  days: count(366),
  seed: z.coerce.number().int().min(1),
  threads: count(64),
  /**
   * Seconds. At 30 requests an hour a bound with slots of 3 minutes is a few parts in a thousand lower, and takes many times as
   * long.
   */
  slot: count(3600),
  /** Hours of the first day, for example `10-12`. */
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

export type Arguments =
  | { readonly kind: 'help' }
  | { readonly kind: 'invalid'; readonly reason: string }
  | { readonly kind: 'run'; readonly options: Options };

/** Reads the arguments. `--ci` alone means a comparison. */
export function readArguments(args: readonly string[]): Arguments {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: flags, allowPositionals: true });
    const command = positionals[0] ?? (values.ci ? 'compare' : undefined);
    if (values.help || command === undefined) return { kind: 'help' };
    const policies = command === 'goals' ? 'priced' : 'fcfs-alis,fewest-skills,fair,priced';
    const defaults = { workload: 'helpline-120-0.9-mild', policies };
    const parsed = schema.safeParse({ ...defaults, ...values, command });
    return parsed.success ? { kind: 'run', options: parsed.data } : { kind: 'invalid', reason: z.prettifyError(parsed.error) };
  } catch (error) {
    return { kind: 'invalid', reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Commas separate policies and also their settings: a comma begins a new policy unless a setting follows it. */
function specsOf(text: string): string[] {
  return text.split(/,(?![A-Za-z]+=)/u).filter((one) => one.length > 0);
}
