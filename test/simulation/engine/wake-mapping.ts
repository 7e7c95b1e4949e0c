/**
 * The queues and the matcher: a FIFO queue with one group per room, whose group is held while a message of it is in
 * flight or failed, and a standard queue for timers, which knows no groups: so two matchers on one room happen.
 */
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { wakeBatch, wakeReceivesMax, wakeVisibilitySeconds } from '../../../infra/limits.ts';
import { contextOf } from './context.ts';
import type { Handlers } from './handlers.ts';
import type { Stage } from './stage.ts';

interface Message {
  readonly id: string;
  readonly room: string;
  readonly receives: number;
}

/** Milliseconds from sending to receiving, at most. */
const pollMsMax = 60;
/** Milliseconds a timer comes later than asked for, at most. */
const timerJitterMsMax = 900;

export class WakeMapping {
  readonly #stage: Stage;
  readonly #matcher: Handlers['matcher'];
  readonly #waiting = new Map<string, Message[]>();
  readonly #held = new Set<string>();
  #messages = 0;
  #runs = 0;
  /** Messages on their way: sent or received, and not done with. */
  #open = 0;

  constructor(stage: Stage, handlers: Handlers) {
    this.#stage = stage;
    this.#matcher = handlers.matcher;
    stage.onSent = (queue) => (queue === 'wakes' ? this.#pollWakes() : this.#pollTimers());
  }

  /** Whether nobody is woken now or about to be. */
  get idle(): boolean {
    return this.#open === 0;
  }

  #pollWakes(): void {
    this.#open += 1;
    this.#stage.timeline.after(this.#roll(pollMsMax), 0, () => {
      this.#open -= 1;
      for (const room of this.#stage.wakeQueue.drain()) {
        const message = this.#message(room);
        if (this.#held.has(room) && this.#stage.faults.strikes('twoMatchers', message.id)) void this.#run([message]);
        else this.#waiting.set(room, [...(this.#waiting.get(room) ?? []), message]);
      }
      for (const room of this.#waiting.keys()) this.#next(room);
    });
  }

  #pollTimers(): void {
    const dueAt = this.#stage.timerQueue.pending.at(-1)?.dueAt;
    if (dueAt === undefined) return;
    this.#stage.timeline.after(dueAt - this.#stage.now + this.#roll(timerJitterMsMax), 0, () => {
      const messages = this.#stage.timerQueue.drain().map((room) => this.#message(room));
      if (messages.length > 0) void this.#deliver(messages);
    });
  }

  /** The next batch of a room, if its group is free. */
  #next(room: string): void {
    const messages = this.#waiting.get(room) ?? [];
    if (messages.length === 0 || this.#held.has(room)) return;
    this.#held.add(room);
    this.#waiting.set(room, messages.slice(wakeBatch));
    void this.#group(room, messages.slice(0, wakeBatch));
  }

  async #group(room: string, messages: readonly Message[]): Promise<void> {
    await this.#deliver(messages);
    this.#held.delete(room);
    this.#next(room);
  }

  /** Runs until none is left: what failed is hidden for a while and received again, a few times. */
  async #deliver(messages: readonly Message[]): Promise<void> {
    const failed = await this.#run(messages);
    const again = failed.filter(({ receives }) => receives < wakeReceivesMax);
    if (again.length === 0) return;
    await new Promise<void>((resolve) => {
      this.#stage.timeline.after(wakeVisibilitySeconds * 1_000, 0, resolve);
    });
    await this.#deliver(again.map((message) => ({ ...message, receives: message.receives + 1 })));
  }

  /** One run of the matcher; gives the messages that failed. */
  async #run(messages: readonly Message[]): Promise<readonly Message[]> {
    this.#runs += 1;
    this.#open += 1;
    const name = `matcher.${this.#runs}`;
    const ended = await this.#stage.invoke('matcher', name, (_ports, who) =>
      this.#matcher(
        eventOf(messages),
        contextOf(name, () => who.deadline - this.#stage.now),
      ),
    );
    this.#open -= 1;
    if (ended.kind !== 'returned') return messages;
    const failures = new Set(ended.value.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    return messages.filter(({ id }) => failures.has(id));
  }

  #message(room: string): Message {
    this.#messages += 1;
    return { id: `message.${this.#messages}`, room, receives: 1 };
  }

  #roll(ms: number): number {
    this.#messages += 1;
    return this.#stage.dice.between(0, ms, 'poll', this.#messages);
  }
}

function eventOf(messages: readonly Message[]): SQSEvent {
  return {
    Records: messages.map(({ id, room, receives }): SQSRecord => ({
      messageId: id,
      receiptHandle: id,
      body: JSON.stringify({ room }),
      attributes: {
        ApproximateReceiveCount: String(receives),
        SentTimestamp: '0',
        SenderId: 'simulated',
        ApproximateFirstReceiveTimestamp: '0',
      },
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:eu-west-1:000000000000:wakes.fifo',
      awsRegion: 'eu-west-1',
    })),
  };
}
