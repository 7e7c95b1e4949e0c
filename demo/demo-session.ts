/** The app of an actor in an evening: a time that runs faster, calls over HTTP, and a show of what is sent and answered. */
import type { Session, Told } from '../actors/session.ts';
import type { RouteId } from '../client/route.ts';
import type { Sent } from '../client/sent.ts';
import { SeededRandom } from '../random/seeded-random.ts';
import type { Context } from './context.ts';
import { watchCall, type Show } from './show.ts';

export class DemoSession implements Session {
  readonly name: string;
  readonly random: SeededRandom;
  readonly #context: Context;
  readonly #show: Show;

  constructor(context: Context, name: string, show: Show) {
    this.name = name;
    this.random = new SeededRandom(context.seed).of(`${name} decides`);
    this.#context = context;
    this.#show = show;
  }

  /** The time of the evening, counted on from the real moment at which it began. */
  now(): number {
    return this.#context.clock.nowMs;
  }

  /** Waits a number of evening seconds; no longer than until all must leave. */
  async sleep(seconds: number): Promise<void> {
    await this.#context.clock.pause(seconds, this.#context.leaveNow);
    await this.#untilEnded();
  }

  note(what: string, about?: string): void {
    this.#show.noted(what, about);
  }

  async call<Id extends RouteId>(id: Id, sent: Sent<Id>, until?: number): Promise<Told<Id>> {
    const tell = watchCall(this.#show, id, sent);
    const told = await this.#context.client.told(id, sent, this.#interrupts(sent, until));
    await this.#untilEnded();
    tell(told);
    return told;
  }

  async insist<Id extends RouteId>(id: Id, sent: Sent<Id>): Promise<Told<Id>> {
    const tell = watchCall(this.#show, id, sent);
    const told = await this.#context.client.insist(id, sent);
    await this.#untilEnded();
    tell(told);
    return told;
  }

  /** A held answer is no longer needed when the evening closes, when all must leave, and from `until`. */
  #interrupts(
    { waitSeconds }: { readonly waitSeconds?: number | undefined },
    until: number | undefined,
  ): AbortSignal | undefined {
    if (waitSeconds === undefined) return undefined;
    const { clock, closing, leaveNow } = this.#context;
    const phases = [closing, leaveNow].filter(({ aborted }) => !aborted);
    const moment = until === undefined ? [] : [clock.after((until - clock.nowMs) / 1_000)];
    return AbortSignal.any([...phases, ...moment]);
  }

  /** Never resolves once the evening was ended early. */
  async #untilEnded(): Promise<void> {
    if (this.#context.clock.hasEnded) await new Promise(() => undefined);
  }
}
