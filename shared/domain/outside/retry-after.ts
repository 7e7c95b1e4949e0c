import { retryAfterSecondsMax } from './limits.ts';

/** The preferred form of a date in HTTP (RFC 9110, 5.6.7). The two older forms are not sent by any server of today. */
const httpDate = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/u;

/**
 * Seconds that a `Retry-After` asks for (RFC 9110, 10.2.3: a number of seconds or a date), at most `retryAfterSecondsMax`; 0 for a date
 * that has passed. Undefined if there is none, or if it says neither. `now` in milliseconds since the epoch.
 */
export function retryAfterSeconds(header: string | undefined, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d+$/u.test(text)) return Math.min(Number(text), retryAfterSecondsMax);
  if (!httpDate.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.min(Math.max(Math.ceil((at - now) / 1000), 0), retryAfterSecondsMax);
}
