/**
 * A FIFO queue as SQS describes it. Messages of a group come in order, and no message of a group comes while another one of it is in flight.
 * A message that is not deleted comes again before the next one of its group. A message that was received too often becomes a dead letter.
 * test/contract/differential-wakes.test.ts compares it with an engine.
 */
export interface GroupQueueOptions {
  /** Milliseconds for which a received message is hidden. */
  readonly visibilityMs: number;
  /** Maximum number of times that a message may be received. */
  readonly receivesMax: number;
  /** Maximum of messages of one group in one batch. */
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
  /** The dead letters: messages that were received too often. */
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

  /** Receives a batch at a moment, in milliseconds. */
  receive(most: number, now: number): readonly Received[] {
    this.#land(now);
    const busy = new Set([...this.#flights.values()].map(({ received }) => received.group));
    const batch: Received[] = [];
    for (const group of this.#waiting.keys())
      if (!busy.has(group)) batch.push(...this.#take(group, Math.min(this.#options.perGroup, most - batch.length), now));
    return batch;
  }

  /** Deletes a message. A handle that is no longer the latest has no effect. */
  delete(handle: string): void {
    this.#flights.delete(handle);
  }

  /** The latest time at which a hidden message becomes visible. Undefined: none is hidden. */
  hiddenUntil(now: number): number | undefined {
    const untils = [...this.#flights.values()].map(({ until }) => until).filter((until) => until > now);
    return untils.length === 0 ? undefined : Math.min(...untils);
  }

  #of(group: string): readonly Message[] {
    return this.#waiting.get(group) ?? [];
  }

  /** Returns messages that are no longer hidden to the front of their groups. */
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
