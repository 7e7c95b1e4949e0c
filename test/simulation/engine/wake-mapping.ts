/**
 * The queues of the matcher. The wake queue is a FIFO queue with one group per room: the group is held while one of its messages is in
 * flight or has failed. The timer queue is a standard queue without groups. So two matchers may work on one room at the same time.
 */
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { wakeBatch, wakeReceivesMax, wakeVisibilitySeconds } from '../../../infra/limits.ts';
import { contextOf } from './context.ts';
import { GroupQueue, type Received } from './group-queue.ts';
import type { Handlers } from './handlers.ts';
import type { Simulator } from './simulator.ts';

interface Message {
  readonly id: string;
  readonly room: string;
  readonly receives: number;
}

/** Maximum of milliseconds from sending to receiving. */
const pollMsMax = 60;
/** Maximum of milliseconds by which a timer is late. */
const timerJitterMsMax = 900;

export class WakeMapping {
  readonly #simulator: Simulator;
  readonly #matcher: Handlers['matcher'];
  /** Wakes in the groups of their rooms. Each timer has its own group, as in a queue without groups. */
  readonly #queue = new GroupQueue({
    visibilityMs: wakeVisibilitySeconds * 1_000,
    receivesMax: wakeReceivesMax,
    perGroup: wakeBatch,
  });
  #messages = 0;
  #runs = 0;
  /** Messages that were sent or received and are not deleted yet. */
  #open = 0;
  /** Number of running matchers. */
  #matching = 0;

  constructor(simulator: Simulator, handlers: Handlers) {
    this.#simulator = simulator;
    this.#matcher = handlers.matcher;
    simulator.onSent = (queue) => (queue === 'wakes' ? this.#pollWakes() : this.#pollTimers());
  }

  /** Whether no matcher runs and no message is on its way. */
  get idle(): boolean {
    return this.#open === 0;
  }

  #pollWakes(): void {
    this.#open += 1;
    this.#simulator.timeline.after(this.#roll(pollMsMax), 0, () => {
      this.#open -= 1;
      for (const room of this.#simulator.wakeQueue.drain()) {
        const id = this.#name();
        if (this.#matching > 0 && this.#simulator.faults.strikes('twoMatchers', id)) void this.#run([{ id, room, receives: 1 }]);
        else this.#queue.send(room, room);
      }
      this.#poll();
    });
  }

  #pollTimers(): void {
    const dueAt = this.#simulator.timerQueue.pending.at(-1)?.dueAt;
    if (dueAt === undefined) return;
    this.#simulator.timeline.after(dueAt - this.#simulator.now + this.#roll(timerJitterMsMax), 0, () => {
      for (const room of this.#simulator.timerQueue.drain()) this.#queue.send(this.#name(), room);
      this.#poll();
    });
  }

  /** Passes the messages to the matcher, one group at a time. A failed message is hidden for a while and then received again. */
  #poll(): void {
    const received = this.#queue.receive(Infinity, this.#simulator.now);
    for (const [, batch] of Map.groupBy(received, ({ group }) => group)) void this.#deliver(batch);
  }

  async #deliver(batch: readonly Received[]): Promise<void> {
    const messages = batch.map(({ handle, body, receives }): Message => ({ id: handle, room: body, receives }));
    const failed = new Set((await this.#run(messages)).map(({ id }) => id));
    for (const { handle } of batch) if (!failed.has(handle)) this.#queue.delete(handle);
    const hiddenUntil = this.#queue.hiddenUntil(this.#simulator.now);
    if (failed.size > 0 && hiddenUntil !== undefined)
      this.#simulator.timeline.after(hiddenUntil - this.#simulator.now, 0, () => this.#poll());
    this.#poll();
  }

  /** Runs the matcher once. Returns the messages that failed. */
  async #run(messages: readonly Message[]): Promise<readonly Message[]> {
    this.#runs += 1;
    this.#open += 1;
    const name = `matcher.${this.#runs}`;
    this.#matching += 1;
    if (this.#matching > 1) this.#simulator.faults.note('two matchers at once');
    const ended = await this.#simulator.invoke('matcher', name, (_ports, who) =>
      this.#matcher(
        eventOf(messages),
        contextOf(name, () => who.deadline - this.#simulator.now),
      ),
    );
    this.#open -= 1;
    this.#matching -= 1;
    if (ended.kind !== 'returned') return messages;
    const failures = new Set(ended.value.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    return messages.filter(({ id }) => failures.has(id));
  }

  #name(): string {
    this.#messages += 1;
    return `message.${this.#messages}`;
  }

  #roll(ms: number): number {
    this.#messages += 1;
    return this.#simulator.random.of('poll', this.#messages).between(0, ms);
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
