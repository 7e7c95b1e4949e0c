/** How long and how often each scenario disrupts: for the tests, and by the minute. */
import type { Size } from './scenario.ts';

/** Every kind of disruption once, in about a minute: the scenarios run at once, because most of their time is waiting. */
export const smallSize: Size = {
  seekers: 25,
  volunteers: 8,
  loadMs: 6_000,
  disruptions: 7,
  betweenMsMax: 4_000,
  pausedParts: [],
  partPauseMs: 11_000,
  shortPauseMs: 7_000,
  pauseMs: 31_000,
  fullMs: 10_000,
  slowMs: 4_000,
};

/** About `minutes` minutes for each scenario. */
export function sizeOf(minutes: number): Size {
  const ms = minutes * 60_000;
  return {
    seekers: Math.ceil(80 * minutes),
    volunteers: 20,
    loadMs: ms,
    disruptions: Math.ceil(minutes * 14),
    betweenMsMax: 8_000,
    pausedParts: ['workers', 'dynamoDb', 'sqs', 'runner', 'engines'],
    partPauseMs: Math.max(35_000, ms / 5),
    shortPauseMs: 7_000,
    pauseMs: Math.max(65_000, ms / 2),
    fullMs: ms / 2,
    slowMs: ms / 4,
  };
}
