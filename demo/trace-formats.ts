/** What the columns of a trace mean: our own plain format, and that of the bank's call centre. */
import * as z from 'zod';
import { channel, label, language, role } from '../shared/domain/vocabulary.ts';
import type { Arrival } from './arrivals.ts';

/** An arrival at a second of the day. */
export type TraceRow = Omit<Arrival, 'at'> & { readonly second: number };

type Cells = Readonly<Record<string, string>>;

export interface TraceFormat {
  /** Columns by which the header is recognised. */
  readonly needs: readonly string[];
  /** The window where none is asked for; absent: everything. */
  readonly hours?: { readonly from: number; readonly to: number };
  /** Whether the row is an arrival at all. */
  isArrival(cells: Cells): boolean;
  /** The arrival, or what is violation with the row. */
  read(cells: Cells): TraceRow | string;
}

const daySeconds = 86_400;
const seconds = z
  .string()
  .regex(/^\d{1,6}(\.\d{1,6})?$/u)
  .transform(Number);
/** An empty cell is no value. */
const optional = <T extends z.ZodType>(schema: T) => z.union([z.literal('').transform(() => undefined), schema]).optional();

function parsed<T>(schema: z.ZodType<T>, cells: Cells): T | string {
  const read = schema.safeParse(cells);
  if (read.success) return read.data;
  return `has no proper ${[...new Set(read.error.issues.map(({ path }) => path.join('.')))].join(', ')}`;
}

const plainRow = z.object({
  t_seconds: seconds,
  language: optional(language),
  role: optional(role),
  urgency: optional(z.enum(['now', 'soon', 'whenever'])),
  channel: optional(channel),
  topic: optional(label),
  patience_seconds: optional(seconds),
  talk_seconds: optional(seconds),
});

/** `t_seconds` and whatever else is known of each arrival. */
export const plainFormat: TraceFormat = {
  needs: ['t_seconds'],
  isArrival: () => true,
  read: (cells) => {
    const row = parsed(plainRow, cells);
    if (typeof row === 'string') return row;
    const { t_seconds: second, patience_seconds: gaveUpAfter, talk_seconds: talkSeconds, ...known } = row;
    return { second, ...known, gaveUpAfter, talkSeconds };
  },
};

/** Kinds of call as kinds of need: the same shares, rare skills where the bank had rare ones. */
const bankTypes = {
  /** Regular customers. */
  PS: {},
  /** Regular, in English. */
  PE: { language: 'ar' },
  /** Internet support: agents of their own. */
  IN: { language: 'es' },
  /** Stock exchange: the patient ones. */
  NE: { role: 'mentor' },
  /** Prospective customers: the impatient ones. */
  NW: {},
  /** Called back and put on hold. */
  TT: { language: 'pl' },
} as const satisfies Record<string, Partial<TraceRow>>;

const bankRow = z.object({
  type: z.enum(['PS', 'PE', 'IN', 'NE', 'NW', 'TT']),
  priority: z.enum(['0', '1', '2']),
  vru_exit_s: seconds,
  q_start_s: seconds,
  q_time: seconds,
  outcome: z.enum(['AGENT', 'HANG']),
  ser_time: seconds,
});

/** A talk lasts as many times as long as the bank's service: 8 makes its mean of three minutes the mean talk of 24. */
const talkPerService = 8;
/** Services shorter than this, seconds, are agents hanging up, a known artefact; one of ten hours is another. */
const service = { least: 10, most: 3_600 };

/** The "Anonymous Bank" trace (Guedj and Mandelbaum, Technion, 2000): one row per call. */
export const bankFormat: TraceFormat = {
  needs: ['date', 'type', 'priority', 'vru_exit_s', 'q_start_s', 'q_time', 'outcome', 'ser_time', 'asked_agent'],
  hours: { from: 19, to: 21 },
  isArrival: ({ asked_agent: asked }) => asked === '1',
  read: (cells) => {
    const row = parsed(bankRow, cells);
    if (typeof row === 'string') return row;
    const { type, priority, q_start_s: queued, vru_exit_s: left, q_time: waited, outcome, ser_time: served } = row;
    const second = queued > 0 ? queued : left;
    if (second >= daySeconds) return 'is beyond its day';
    const known = served >= service.least && served <= service.most;
    return {
      second,
      ...bankTypes[type],
      urgency: priority === '2' ? 'now' : 'soon',
      ...(outcome === 'HANG' ? { gaveUpAfter: waited } : { waited }),
      ...(known ? { talkSeconds: served * talkPerService } : {}),
    };
  },
};
