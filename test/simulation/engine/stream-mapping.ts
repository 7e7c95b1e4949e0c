/**
 * The stream of the table `live` to the event counter: every change, in order, at least once. A batch may come late, again after success, or
 * again from the record that failed.
 */
import type { DynamoDBRecord } from 'aws-lambda';
import { eventCounterBatch } from '../../../infra/limits.ts';
import { attributesOf } from '../../../shared/adapters/dynamodb/item-codec.ts';
import type { Write } from '../../../shared/ports.ts';
import { attributeMapOf } from '../../fixtures/stream-records.ts';
import { contextOf } from './context.ts';
import type { Handlers } from './handlers.ts';
import type { Simulator } from './simulator.ts';

/** Maximum of milliseconds between a change and its batch, normally and for a late batch. */
const usualMsMax = 3_000;
const lateMsMax = 30_000;

export class StreamMapping {
  readonly #simulator: Simulator;
  readonly #eventCounter: Handlers['eventCounter'];
  readonly #records: DynamoDBRecord[] = [];
  #done = 0;
  /** Records of the next batch, at most. */
  #size = eventCounterBatch;
  #batches = 0;
  #scheduled = false;

  constructor(simulator: Simulator, handlers: Handlers) {
    this.#simulator = simulator;
    this.#eventCounter = handlers.eventCounter;
  }

  /** Whether every change has been delivered. */
  get idle(): boolean {
    return this.#done === this.#records.length;
  }

  /** Adds the changes of a commit in the table `live`. */
  add(writes: readonly Write[]): void {
    for (const write of writes) {
      if (write.kind === 'check') continue;
      const { table, pk, sk } = write.kind === 'put' ? write.item.key : write.key;
      if (table !== 'live') continue;
      this.#records.push({
        eventID: String(this.#records.length + 1),
        eventName: write.kind === 'put' ? 'MODIFY' : 'REMOVE',
        dynamodb: {
          Keys: { pk: { S: pk }, sk: { S: sk } },
          ...(write.kind === 'put' ? { NewImage: attributeMapOf(attributesOf(write.item)) } : {}),
          SequenceNumber: String(this.#records.length + 1),
          ApproximateCreationDateTime: Math.floor(this.#simulator.now / 1_000),
        },
      });
    }
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled || this.idle) return;
    this.#scheduled = true;
    this.#batches += 1;
    const late = this.#simulator.faults.strikes('recordsLate', `batch.${this.#batches}`);
    this.#simulator.timeline.after(
      this.#simulator.random.of('batch', this.#batches).between(0, late ? lateMsMax : usualMsMax),
      0,
      () => {
        void this.#deliver();
      },
    );
  }

  async #deliver(): Promise<void> {
    const batch = this.#records.slice(this.#done, this.#done + this.#size);
    const name = `event-counter.${this.#batches}`;
    const ended = await this.#simulator.invoke('eventCounter', name, (_ports, who) =>
      this.#eventCounter(
        { Records: batch },
        contextOf(name, () => who.deadline - this.#simulator.now),
      ),
    );
    this.#scheduled = false;
    // A batch that fails is halved. A record that fails alone goes to the dead letters.
    this.#size = ended.kind === 'threw' ? Math.ceil(batch.length / 2) : eventCounterBatch;
    if (ended.kind === 'threw' && batch.length === 1) {
      this.#done += 1;
      this.#simulator.faults.note('a record to the dead letters');
    }
    if (ended.kind === 'returned' && !this.#simulator.faults.strikes('recordsReplayed', `batch.${this.#batches}`)) {
      const [failure] = ended.value.batchItemFailures;
      const failedAt = failure === undefined ? batch.length : batch.findIndex((one) => one.eventID === failure.itemIdentifier);
      this.#done += Math.max(0, failedAt);
    }
    this.#schedule();
  }
}
