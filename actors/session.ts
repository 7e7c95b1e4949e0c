/**
 * What an actor uses: calls to the service, a clock, and its own random numbers. The simulation provides simulated time and an in-process
 * transport; the chaos tests provide real time and HTTP. An actor uses only the API.
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
  /** One call. Any number at once. */
  call<Id extends RouteId>(id: Id, sent: Sent<Id>): Promise<Told<Id>>;
  /** The same call, repeated a number of times while it is unknown whether it took effect. */
  insist<Id extends RouteId>(id: Id, sent: Sent<Id>): Promise<Told<Id>>;
  /** Counts an action of the actor that no answer shows. */
  note(what: string): void;
}

/** What all actors of a space share. */
export interface Surroundings {
  readonly space: string;
  /** The key of a partner of the space. */
  readonly partnerKey: string;
  readonly groundRulesVersion: () => number;
  /** Whether actors must begin nothing new. */
  readonly isClosing: () => boolean;
  /** Whether volunteers must end their talks and go off. */
  readonly isOver: () => boolean;
}
