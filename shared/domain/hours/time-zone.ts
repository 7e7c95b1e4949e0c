/** IANA time zones, checked and read through Intl, the time zone database that every runtime has. */
import * as z from 'zod';
import { timeZoneCharsMax, zoneFormattersMax } from './limits.ts';

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The name of a time zone, such as `Europe/Berlin`. Offsets such as `+01:00` are refused, because they have no summer time. */
export const timeZone = z
  .string()
  .max(timeZoneCharsMax)
  .regex(/^[A-Za-z]/u)
  .refine(isTimeZone, 'not a known IANA time zone');

function isTimeZone(name: string): boolean {
  try {
    return formatterOf(name).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/**
 * The formatter that writes the local time of the zone as six numbers: month, day, year, hour, minute, second. This American
 * order is the fastest that Intl offers. Formatters are cached, because creating one costs far more than using it. Throws a
 * RangeError for an unknown zone: the HTTP edge checks names.
 */
export function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const oldest = formatters.size < zoneFormattersMax ? undefined : formatters.keys().next().value;
  if (oldest !== undefined) formatters.delete(oldest);
  formatters.set(zone, made);
  return made;
}
