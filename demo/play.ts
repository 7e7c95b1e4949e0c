/** What all players share: the service, the time, the history, and the place outside Earshot where two people talk. */
import { CalledOff } from './api.ts';
import type { Api } from './api.ts';
import type { Clock } from './clock.ts';
import type { CompressedLimits } from './compressed.ts';
import type { History } from './history.ts';
import type { Stage } from './stage.ts';
import type { VolunteerPart } from './volunteer-part.ts';

export interface Play {
  readonly seed: number;
  readonly api: Api;
  readonly clock: Clock;
  readonly history: History;
  readonly stage: Stage;
  readonly lobby: Lobby;
  readonly limits: CompressedLimits;
  readonly volunteers: ReadonlyMap<string, VolunteerPart>;
  /** The evening is over: nobody new comes, whoever waits leaves, talks come to an end. */
  readonly closing: AbortSignal;
  /** The time for that is over too: goodbye. */
  readonly lastCall: AbortSignal;
}

/** Talks happen outside Earshot, in the partner's own channel; here the two hear from each other that it is time to part. */
export class Lobby {
  private readonly partings = new Map<string, AbortController>();

  /** Fires when the seeker has said goodbye and leaves the ending to the volunteer. */
  partingOf(conversation: string): AbortSignal {
    return this.controllerOf(conversation).signal;
  }

  part(conversation: string): void {
    this.controllerOf(conversation).abort();
  }

  private controllerOf(conversation: string): AbortController {
    const controller = this.partings.get(conversation) ?? new AbortController();
    this.partings.set(conversation, controller);
    return controller;
  }
}

/** Lets somebody play; one whom the service answers what nobody reckoned with stops, and the history says why. */
export async function playing(history: History, who: string, act: Promise<void>): Promise<void> {
  try {
    await act;
  } catch (error) {
    if (!(error instanceof CalledOff))
      history.note({ kind: 'stopped', who, why: error instanceof Error ? error.message : 'unknown' });
  }
}
