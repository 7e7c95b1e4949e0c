/** The app of an actor in a chaos run: real time, HTTP, and every call recorded. It sometimes hangs up, and tries again until it knows the outcome. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { RouteId } from '../../../client/route.ts';
import type { Sent } from '../../../client/sent.ts';
import type { Random } from '../../../random/random.ts';
import type { Session, Told } from '../../../actors/session.ts';
import type { History } from '../history.ts';
import { hangUpMsMax, retryMsMax, retryMsMin, retryTriesMax } from '../limits.ts';

/** Share of the calls with a needed outcome in which the actor hangs up at the first try. */
const hangsUp = 0.06;

export class ChaosSession implements Session {
  readonly name: string;
  readonly random: Random;
  readonly #history: History;
  readonly #over: AbortSignal;

  /** After `over` no actor sleeps, so that volunteers end their talks. */
  constructor(
    history: History,
    { name, random, over }: { readonly name: string; readonly random: Random; readonly over: AbortSignal },
  ) {
    this.name = name;
    this.random = random;
    this.#history = history;
    this.#over = over;
  }

  now(): number {
    return Date.now();
  }

  async sleep(seconds: number): Promise<void> {
    await sleep(seconds * 1_000, undefined, { signal: this.#over }).catch(() => undefined);
  }

  note(): void {
    // The history already records every call.
  }

  async call<Id extends RouteId>(id: Id, sent: Sent<Id>): Promise<Told<Id>> {
    const { operation, answer } = await this.#history.recorded(this.name, id, sent);
    return answer === undefined || operation.outcome === 'unknown' ? { kind: 'unknown' } : answer;
  }

  async insist<Id extends RouteId>(id: Id, sent: Sent<Id>): Promise<Told<Id>> {
    const timeoutMs = this.random.chance(hangsUp) ? Math.ceil(this.random.between(1, hangUpMsMax)) : undefined;
    for (let tried = 1; ; tried += 1) {
      const told = await this.call(id, tried === 1 ? { ...sent, timeoutMs } : sent);
      if (told.kind !== 'unknown' || tried >= retryTriesMax) return told;
      await sleep(this.random.between(retryMsMin, retryMsMax));
    }
  }
}
