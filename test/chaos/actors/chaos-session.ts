/** The app of an actor in a chaos run: real time, HTTP, and every call recorded. It sometimes hangs up, and tries again until it knows the outcome. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { RouteId } from '../../../client/route.ts';
import type { Sent } from '../../../client/sent.ts';
import type { Random } from '../../../random/random.ts';
import type { Session, Told } from '../../../actors/session.ts';
import type { Operation } from '../../world/history/operation.ts';
import type { History } from '../history.ts';
import { hangUpMsMax, retryMsMax, retryMsMin, retryTriesMax } from '../limits.ts';

/** Share of the calls with a needed outcome in which the actor of a chaos run hangs up at the first try. */
const hangsUpShare = 0.06;

export interface Playing {
  readonly name: string;
  readonly random: Random;
  /** After it no actor sleeps, so that volunteers end their talks. */
  readonly over: AbortSignal;
  readonly hangsUp?: number;
  /** The most times that a call with a needed outcome is made. */
  readonly triesMax?: number;
  /** Whether a call is made again until its outcome is known, after the outcome of its first try was unknown. By default always. */
  readonly triesAgain?: (first: Operation) => boolean;
}

export class ChaosSession implements Session {
  readonly name: string;
  readonly random: Random;
  readonly #history: History;
  readonly #playing: Playing;

  constructor(history: History, playing: Playing) {
    this.name = playing.name;
    this.random = playing.random;
    this.#history = history;
    this.#playing = playing;
  }

  now(): number {
    return Date.now();
  }

  async sleep(seconds: number): Promise<void> {
    await sleep(seconds * 1_000, undefined, { signal: this.#playing.over }).catch(() => undefined);
  }

  note(): void {
    // The history already records every call.
  }

  async call<Id extends RouteId>(id: Id, sent: Sent<Id>): Promise<Told<Id>> {
    return (await this.#recorded(id, sent)).told;
  }

  async insist<Id extends RouteId>(id: Id, sent: Sent<Id>): Promise<Told<Id>> {
    const { hangsUp = hangsUpShare, triesMax = retryTriesMax, triesAgain = () => true } = this.#playing;
    const timeoutMs = this.random.chance(hangsUp) ? Math.ceil(this.random.between(1, hangUpMsMax)) : undefined;
    for (let tried = 1; ; tried += 1) {
      const { told, operation } = await this.#recorded(id, tried === 1 ? { ...sent, timeoutMs } : sent);
      const isGivenUp = tried >= triesMax || (tried === 1 && !triesAgain(operation));
      if (told.kind !== 'unknown' || isGivenUp) return told;
      await sleep(this.random.between(retryMsMin, retryMsMax));
    }
  }

  async #recorded<Id extends RouteId>(
    id: Id,
    sent: Sent<Id>,
  ): Promise<{ readonly told: Told<Id>; readonly operation: Operation }> {
    const { operation, answer } = await this.#history.recorded(this.name, id, sent);
    return { operation, told: answer === undefined || operation.outcome === 'unknown' ? { kind: 'unknown' } : answer };
  }
}
