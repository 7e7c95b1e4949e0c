/** How much violence: for every `npm test`, and by the minute. */
import type { Size } from './scenario.ts';

/** Every kind of violence once, in about a minute, since most of it is waited out side by side. */
export const smallSize: Size = {
  seekers: 25,
  volunteers: 8,
  loadMs: 6_000,
  blows: 7,
  betweenMsMax: 4_000,
  pausedParts: [],
  partPauseMs: 11_000,
  shortPauseMs: 7_000,
  pauseMs: 31_000,
  fullMs: 10_000,
  slowMs: 4_000,
};

/** So many minutes for each scenario, about. */
export function sizeOf(minutes: number): Size {
  const ms = minutes * 60_000;
  return {
    seekers: Math.ceil(80 * minutes),
    volunteers: 20,
    loadMs: ms,
    blows: Math.ceil(minutes * 14),
    betweenMsMax: 8_000,
    pausedParts: ['workers', 'dynamoDb', 'sqs', 'runner', 'engines'],
    partPauseMs: Math.max(35_000, ms / 5),
    shortPauseMs: 7_000,
    pauseMs: Math.max(65_000, ms / 2),
    fullMs: ms / 2,
    slowMs: ms / 4,
  };
}
