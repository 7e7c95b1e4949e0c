/**
 * What an actor uses: calls to the service, a clock, and its own random numbers. The simulation provides simulated time and an in-process
 * transport; the chaos tests provide real time and HTTP; the demo provides HTTP and a time that runs faster. An actor uses only the API.
 */
import type { Answer } from '../client/answer.ts';
import type { RouteId } from '../client/route.ts';
import type { Sent } from '../client/sent.ts';
import type { Random } from '../random/random.ts';

/** What an actor knows of a call. `unknown`: no answer came, or one that leaves open whether the call took effect. */
export type Told<Id extends RouteId> = Answer<Id> | { readonly kind: 'unknown' };

export interface Session {
  readonly name: string;
  readonly random: Random;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Waits a number of seconds. Never resolves after the actor must stop. */
  sleep(seconds: number): Promise<void>;
  /**
   * One call. Any number at once. `until`: milliseconds since the epoch from which the actor needs no answer any more; a held call may
   * then end as `unknown`.
   */
  call<Id extends RouteId>(id: Id, sent: Sent<Id>, until?: number): Promise<Told<Id>>;
  /** The same call, repeated a number of times while it is unknown whether it took effect. */
  insist<Id extends RouteId>(id: Id, sent: Sent<Id>): Promise<Told<Id>>;
  /** Counts an action of the actor that no answer shows. `about`: the id of what it is about. */
  note(what: string, about?: string): void;
}

/** What all actors of a space share. */
export interface Surroundings {
  readonly space: string;
  /** The key of a partner of the space. */
  readonly partnerKey: string;
  readonly groundRulesVersion: () => number;
  /** Whether actors must begin nothing new. */
  readonly isClosing: () => boolean;
  /** Whether seekers who still wait must leave. */
  readonly sendsSeekersHome: () => boolean;
  /** Whether talks must end and volunteers go off. */
  readonly isOver: () => boolean;
}
