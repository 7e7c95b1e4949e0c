/** What everyone in an evening shares: the service, the time, the history, and the phases. */
import type { Clock } from './clock.ts';
import type { CompressedLimits } from './compressed-time.ts';
import type { History } from './history.ts';
import { EveningEnded, type MeteredClient } from './metered-client.ts';
import type { Setup } from './setup.ts';
import type { VolunteerProfile } from './volunteer-profile.ts';

export interface Context {
  readonly seed: number;
  readonly client: MeteredClient;
  readonly clock: Clock;
  readonly history: History;
  readonly setup: Setup;
  readonly limits: CompressedLimits;
  readonly volunteers: ReadonlyMap<string, VolunteerProfile>;
  /** The evening is over: no new seeker comes, a seeker who waits leaves, talks come to an end. */
  readonly closing: AbortSignal;
  /** The time for that is over too: talks end at once. */
  readonly leaveNow: AbortSignal;
}

/** Runs what a person does. If the program of the person fails, the history says why. */
export async function untilStopped(history: History, who: string, act: Promise<void>): Promise<void> {
  try {
    await act;
  } catch (error) {
    if (!(error instanceof EveningEnded))
      history.note({ kind: 'stopped', who, why: error instanceof Error ? error.message : 'unknown' });
  }
}
