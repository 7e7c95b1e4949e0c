/** Opening hours: around the clock, or spans of a week as a clock on the space's wall shows them. */
import * as z from 'zod';
import { weeklySpansMax } from '../limits.ts';

/** From Sunday, so that the position is the number JavaScript gives the day. */
export const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

const hoursSpan = z
  .strictObject({
    day: z.enum(weekdays),
    from: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/u)
      .meta({ maxLength: 5 }),
    /** `24:00` is the end of the day; a time before `from` is on the next day. */
    to: z
      .string()
      .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/u)
      .meta({ maxLength: 5 }),
  })
  .refine(({ from, to }) => from !== to, 'a span must end at another time than it starts; a whole day is 00:00 to 24:00');
export type HoursSpan = z.infer<typeof hoursSpan>;

/** Spans may overlap or touch: open is open. An empty week is never open. */
export const hours = z.union([
  z.strictObject({ always: z.literal(true) }),
  z.strictObject({ weekly: z.array(hoursSpan).max(weeklySpansMax) }),
]);
export type Hours = z.infer<typeof hours>;
