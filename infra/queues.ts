import { Duration, Stack } from 'aws-cdk-lib';
import { DeduplicationScope, FifoThroughputLimit, Queue, QueueEncryption, RedrivePermission } from 'aws-cdk-lib/aws-sqs';
import type { QueueProps } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import {
  deadLetterRetentionDays,
  timerRetentionSeconds,
  wakeReceivesMax,
  wakeRetentionSeconds,
  wakeVisibilitySeconds,
} from './limits.ts';

/** High throughput is per group: one room never waits for another. The senders give the deduplication id. */
const fifo = {
  fifo: true,
  contentBasedDeduplication: false,
  deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
  fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
} satisfies QueueProps;

/** The queues. A message only wakes somebody up: it carries ids, and losing it changes when, never what. */
export class Queues extends Construct {
  /** One group per room. */
  readonly wakes: Queue;
  readonly wakesDead: Queue;
  /** Wakes with a delay, which a FIFO queue cannot give to a single message. */
  readonly timers: Queue;
  readonly timersDead: Queue;
  /** Where the courier's stream leaves a note about the records it could not deliver. */
  readonly courierDead: Queue;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    [this.wakes, this.wakesDead] = this.pair('Wakes', 'wakes', {
      ...fifo,
      retentionPeriod: Duration.seconds(wakeRetentionSeconds),
    });
    [this.timers, this.timersDead] = this.pair('Timers', 'timers', { retentionPeriod: Duration.seconds(timerRetentionSeconds) });
    this.courierDead = this.queue('CourierDead', 'courier-dead', {
      redriveAllowPolicy: { redrivePermission: RedrivePermission.DENY_ALL },
    });
  }

  /**
   * A queue and its dead letters. They name each other (where the poison goes, whose poison may come), which is a circle
   * unless one of them is known by name before it is made: so the queues have names.
   */
  private pair(id: string, name: string, props: QueueProps): [Queue, Queue] {
    const suffix = props.fifo ? '.fifo' : '';
    const source = Queue.fromQueueArn(
      this,
      `${id}ByName`,
      Stack.of(this).formatArn({ service: 'sqs', resource: this.nameOf(`${name}${suffix}`) }),
    );
    const dead = this.queue(`${id}Dead`, `${name}-dead${suffix}`, {
      ...(props.fifo ? { fifo: true } : {}),
      redriveAllowPolicy: { redrivePermission: RedrivePermission.BY_QUEUE, sourceQueues: [source] },
    });
    const queue = this.queue(id, `${name}${suffix}`, {
      visibilityTimeout: Duration.seconds(wakeVisibilitySeconds),
      deadLetterQueue: { queue: dead, maxReceiveCount: wakeReceivesMax },
      ...props,
    });
    return [queue, dead];
  }

  private queue(id: string, name: string, props: QueueProps): Queue {
    return new Queue(this, id, {
      queueName: this.nameOf(name),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(deadLetterRetentionDays),
      ...props,
    });
  }

  private nameOf(name: string): string {
    return `${Stack.of(this).stackName}-${name}`;
  }
}
