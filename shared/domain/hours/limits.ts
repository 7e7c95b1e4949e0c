/** Bounds of opening hours, with unit and reason. */

/** Characters of a time zone name. The longest IANA name has 32. */
export const timeZoneCharsMax = 64;
/**
 * Time zones whose formatter is cached, the oldest dropped first. A function serves few spaces at a time; each costs kilobytes.
 */
export const zoneFormattersMax = 64;
/** Opening spans of a date with hours of its own. */
export const daySpansMax = 6;
/** Opening spans in a week: six a day. */
export const weeklySpansMax = 42;
/** Dates with hours of their own: the holidays of some years, or a summer break and the holidays of one. */
export const hoursExceptionsMax = 100;
/**
 * Local days that are searched for the next opening or closing: two weeks and a margin. A span that is skipped by a clock change
 * in one week happens again the week after. What does not change in that time changes only on a date with hours of its own. After
 * such dates the next opening is searched on; a closing that is further away is not known yet.
 */
export const hoursHorizonDays = 18;
/**
 * Opening times that are checked to find the next one with a coordinator on duty: more than a week of the most spans there can be
 * (`weeklySpansMax` of hours and of duty, 42 each). After that the answer is that the next opening is not known.
 */
export const openingStepsMax = 100;
