import * as z from 'zod';
import { functionNameOf } from './mappings.ts';
import { parseProperties } from './parse.ts';
import type { Chosen } from './resources.ts';

const rule = z.object({
  ScheduleExpression: z.string(),
  State: z.string().default('ENABLED'),
  Targets: z.array(z.object({ Arn: z.string(), Input: z.string().optional() })).default([]),
});
const schedule = z.object({
  ScheduleExpression: z.string(),
  State: z.string().default('ENABLED'),
  Target: z.object({ Arn: z.string(), Input: z.string().optional() }),
});

export interface ScheduleSpec {
  readonly arn: string;
  readonly everyMs: number;
  readonly functionName: string;
  /** The event for the function, in place of the default scheduled event. */
  readonly input?: unknown;
}

const unitMs = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;
const rate = z.tuple([z.coerce.number().int().positive(), z.enum(['minute', 'hour', 'day'])]);

/** Reads an EventBridge rule of the template: one schedule for each of its targets, none when it is disabled. */
export function ruleSpecs(chosen: Chosen): ScheduleSpec[] {
  const parsed = parseProperties(rule, chosen);
  return parsed.State === 'DISABLED' ? [] : parsed.Targets.map((target) => specOf(chosen.arn, parsed.ScheduleExpression, target));
}

/** Reads an EventBridge Scheduler schedule of the template. */
export function scheduleSpecs(chosen: Chosen): ScheduleSpec[] {
  const parsed = parseProperties(schedule, chosen);
  return parsed.State === 'DISABLED' ? [] : [specOf(chosen.arn, parsed.ScheduleExpression, parsed.Target)];
}

function specOf(arn: string, expression: string, target: { Arn: string; Input?: string | undefined }): ScheduleSpec {
  const words = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  if (words === null) throw new Error(`The schedule ${arn} is ${expression}; the local runner supports only rate(…)`);
  const [value, unit] = rate.parse(words.slice(1));
  const input: { input?: unknown } = target.Input === undefined ? {} : { input: JSON.parse(target.Input) };
  return { arn, everyMs: value * unitMs[unit], functionName: functionNameOf(target.Arn), ...input };
}
