/**
 * A FIFO queue as SQS describes it: messages of a group come in order, and none of a group comes while another of it is in flight.
 * What is not deleted comes again, before its group goes on; what came too often goes to the dead letters.
 * Held against an engine by test/contract/differential-wakes.test.ts.
 */
export interface GroupQueueOptions {
  /** Milliseconds for which what was received is hidden. */
  readonly visibilityMs: number;
  /** Times a message may be received. */
  readonly receivesMax: number;
  /** Messages of one group in one batch at most. */
  readonly perGroup: number;
}

interface Message {
  readonly group: string;
  readonly body: string;
  readonly receives: number;
}

export interface Received extends Message {
  readonly handle: string;
}

interface Flight {
  readonly received: Received;
  readonly until: number;
}

export class GroupQueue {
  /** What was received too often. */
  readonly dead: string[] = [];
  readonly #options: GroupQueueOptions;
  readonly #waiting = new Map<string, readonly Message[]>();
  readonly #flights = new Map<string, Flight>();
  #handles = 0;

  constructor(options: GroupQueueOptions) {
    this.#options = options;
  }

  send(group: string, body: string): void {
    this.#waiting.set(group, [...this.#of(group), { group, body, receives: 0 }]);
  }

  /** A batch, at a moment in milliseconds. */
  receive(most: number, now: number): readonly Received[] {
    this.#land(now);
    const busy = new Set([...this.#flights.values()].map(({ received }) => received.group));
    const batch: Received[] = [];
    for (const group of this.#waiting.keys())
      if (!busy.has(group)) batch.push(...this.#take(group, Math.min(this.#options.perGroup, most - batch.length), now));
    return batch;
  }

  /** It is done with. A handle that is no longer the latest does nothing. */
  delete(handle: string): void {
    this.#flights.delete(handle);
  }

  /** Whether anything is hidden, and until when at the latest. */
  hiddenUntil(now: number): number | undefined {
    const untils = [...this.#flights.values()].map(({ until }) => until).filter((until) => until > now);
    return untils.length === 0 ? undefined : Math.min(...untils);
  }

  #of(group: string): readonly Message[] {
    return this.#waiting.get(group) ?? [];
  }

  /** What is hidden no longer stands first in its group again. */
  #land(now: number): void {
    const landed = [...this.#flights].filter(([, { until }]) => until <= now);
    for (const [handle, { received }] of landed.toReversed()) {
      this.#flights.delete(handle);
      const { handle: _handle, ...message } = received;
      this.#waiting.set(message.group, [message, ...this.#of(message.group)]);
    }
  }

  #take(group: string, most: number, now: number): readonly Received[] {
    const taken: Received[] = [];
    const left = [...this.#of(group)];
    while (taken.length < most) {
      const message = left.shift();
      if (message === undefined) break;
      if (message.receives >= this.#options.receivesMax) {
        this.dead.push(message.body);
        continue;
      }
      this.#handles += 1;
      const received = { ...message, receives: message.receives + 1, handle: `handle.${this.#handles}` };
      this.#flights.set(received.handle, { received, until: now + this.#options.visibilityMs });
      taken.push(received);
    }
    if (left.length === 0) this.#waiting.delete(group);
    else this.#waiting.set(group, left);
    return taken;
  }
}
