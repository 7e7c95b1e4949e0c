/** What an actor leaves to chance: its own random numbers, and its own clock. */
import { drawn, type Duration } from './behaviour.ts';
import type { Session } from './session.ts';

export class Choices {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** True in this share of the calls. */
  chance(share: number): boolean {
    return this.#session.random.next() < share;
  }

  /** The same; what never or always happens draws no number, so that it changes nothing of what is drawn later. */
  does(share: number): boolean {
    return share >= 1 || this.#session.random.chance(share);
  }

  /** Waits for this duration, drawn. */
  pause(duration: Duration): Promise<void> {
    return this.#session.sleep(drawn(this.#session.random, duration));
  }
}
