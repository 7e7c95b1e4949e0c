/** What all seekers and volunteers share: the service, the time, the history, and the place outside Earshot where two people talk. */
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
  readonly goodbyes: Goodbyes;
  readonly limits: CompressedLimits;
  readonly volunteers: ReadonlyMap<string, VolunteerProfile>;
  /** The evening is over: no new seeker comes, a seeker who waits leaves, talks come to an end. */
  readonly closing: AbortSignal;
  /** The time for that is over too: talks end at once. */
  readonly leaveNow: AbortSignal;
}

/** Talks happen outside Earshot, in the partner's own channel. Here the volunteer hears that the seeker says goodbye. */
export class Goodbyes {
  private readonly signals = new Map<string, AbortController>();

  /** Fires when the seeker has said goodbye and leaves the ending to the volunteer. */
  goodbyeIn(conversation: string): AbortSignal {
    return this.controllerOf(conversation).signal;
  }

  sayGoodbye(conversation: string): void {
    this.controllerOf(conversation).abort();
  }

  private controllerOf(conversation: string): AbortController {
    const controller = this.signals.get(conversation) ?? new AbortController();
    this.signals.set(conversation, controller);
    return controller;
  }
}

/** Runs what a person does. A person who gets an unexpected answer stops, and the history says why. */
export async function untilStopped(history: History, who: string, act: Promise<void>): Promise<void> {
  try {
    await act;
  } catch (error) {
    if (!(error instanceof EveningEnded))
      history.note({ kind: 'stopped', who, why: error instanceof Error ? error.message : 'unknown' });
  }
}
