/** Opening hours: always open, or weekly spans in the local time of the space. */
import * as z from 'zod';
import { weeklySpansMax } from '../limits.ts';

/** The week starts on Sunday, so that the index is the number JavaScript gives the day. */
export const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

const hoursSpan = z
  .strictObject({
    day: z.enum(weekdays),
    from: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/u)
      .meta({ maxLength: 5 }),
    /** `24:00` is the end of the day. A time before `from` is on the next day. */
    to: z
      .string()
      .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/u)
      .meta({ maxLength: 5 }),
  })
  .refine(({ from, to }) => from !== to, 'a span must not end at the time at which it starts; a whole day is 00:00 to 24:00');
export type HoursSpan = z.infer<typeof hoursSpan>;

/** Spans may overlap or touch. A space with an empty week is never open. */
export const hours = z.union([
  z.strictObject({ always: z.literal(true) }),
  z.strictObject({ weekly: z.array(hoursSpan).max(weeklySpansMax) }),
]);
export type Hours = z.infer<typeof hours>;
