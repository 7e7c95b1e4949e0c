/**
 * What an actor has: a way to the service, a clock, and random numbers of its own. The simulation gives it simulated time and an
 * in-process transport; the chaos tests give it real time and HTTP. An actor never looks past the API.
 */
import type { Answer } from '../../../client/answer.ts';
import type { RouteId } from '../../../client/route.ts';
import type { Sent } from '../../../client/sent.ts';
import type { Random } from '../../../random/random.ts';

/** What an actor knows of a call. `unknown`: no answer came, or one that leaves open whether the call took effect. */
export type Told<Id extends RouteId> = Answer<Id> | { readonly kind: 'unknown' };

export interface Session {
  readonly name: string;
  readonly random: Random;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Seconds go by. Never resolves once the actor is to do nothing any more. */
  sleep(seconds: number): Promise<void>;
  /** One call. Any number at once. */
  call<Id extends RouteId>(id: Id, sent: Sent<Id>): Promise<Told<Id>>;
  /** The same, tried again a number of times while it is unknown whether it took effect. */
  insist<Id extends RouteId>(id: Id, sent: Sent<Id>): Promise<Told<Id>>;
  /** Counts something the actor did on purpose and that no answer shows. */
  note(what: string): void;
}

/** What all actors of one space share. */
export interface Surroundings {
  readonly space: string;
  /** The key of a partner of the space. */
  readonly partnerKey: string;
  readonly groundRulesVersion: () => number;
  /** Actors begin nothing new from here on. */
  readonly isClosing: () => boolean;
  /** Volunteers end what they do and go off. */
  readonly isOver: () => boolean;
}
