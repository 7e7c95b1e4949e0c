/** Opening hours: always open, or weekly spans in the local time of the space; and dates that are different. */
import * as z from 'zod';
import { daySpansMax, hoursExceptionsMax, weeklySpansMax } from './limits.ts';

/** The week starts on Sunday, so that the index is the number JavaScript gives the day. */
export const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

const from = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/u)
  .meta({ maxLength: 5 });
/** `24:00` is the end of the day. A time before `from` is on the next day. */
const to = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/u)
  .meta({ maxLength: 5 });

const takesTime = (span: { readonly from: string; readonly to: string }): boolean => span.from !== span.to;
const noTime = 'a span must not end at the time at which it starts; a whole day is 00:00 to 24:00';

const daySpan = z.strictObject({ from, to }).refine(takesTime, noTime);
export type DaySpan = z.infer<typeof daySpan>;
const hoursSpan = z.strictObject({ day: z.enum(weekdays), from, to }).refine(takesTime, noTime);

/**
 * A date with hours of its own, in the space's time zone. An empty list: closed all day. Only these spans begin on that date, and
 * a span of the evening before ends at its midnight.
 */
const hoursException = z.strictObject({
  date: z.iso.date().meta({ maxLength: 10 }),
  open: z.array(daySpan).max(daySpansMax),
});
export type HoursException = z.infer<typeof hoursException>;

const exceptions = z
  .array(hoursException)
  .max(hoursExceptionsMax)
  .refine((all) => new Set(all.map(({ date }) => date)).size === all.length, 'each date at most once')
  .optional();

/** Spans may overlap or touch. A space with an empty week and no exceptions is never open. */
export const hours = z.union([
  z.strictObject({ always: z.literal(true), exceptions }),
  z.strictObject({ weekly: z.array(hoursSpan).max(weeklySpansMax), exceptions }),
]);
export type Hours = z.infer<typeof hours>;
