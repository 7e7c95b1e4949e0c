import { Duration, Stack } from 'aws-cdk-lib';
import {
  DeduplicationScope,
  FifoThroughputLimit,
  Queue,
  QueueEncryption,
  RedrivePermission,
  type QueueProps,
} from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import {
  deadLetterRetentionDays,
  deliveryVisibilitySeconds,
  timerRetentionSeconds,
  wakeReceivesMax,
  wakeRetentionSeconds,
  wakeVisibilitySeconds,
} from './limits.ts';

/** High throughput is per message group: one room or endpoint never waits for another. The senders set the deduplication id. */
const fifo = {
  fifo: true,
  contentBasedDeduplication: false,
  deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
  fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
} satisfies QueueProps;

/** The queues. A message is only a hint: it carries ids, and losing it changes when things happen, never what happens. */
export class Queues extends Construct {
  /** One message group per room. */
  readonly wakes: Queue;
  readonly wakesDead: Queue;
  /** Wakes with a delay, because a FIFO queue cannot delay a single message. */
  readonly timers: Queue;
  readonly timersDead: Queue;
  /** Wakes of the worker of webhooks, one message group per endpoint. */
  readonly deliveries: Queue;
  readonly deliveriesDead: Queue;
  /** Where the stream of the event counter leaves a note about records it could not deliver. */
  readonly eventCounterDead: Queue;
  /** The same of the notifier. */
  readonly notifierDead: Queue;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    [this.wakes, this.wakesDead] = this.pair('Wakes', 'wakes', {
      ...fifo,
      retentionPeriod: Duration.seconds(wakeRetentionSeconds),
    });
    [this.timers, this.timersDead] = this.pair('Timers', 'timers', { retentionPeriod: Duration.seconds(timerRetentionSeconds) });
    [this.deliveries, this.deliveriesDead] = this.pair('Deliveries', 'deliveries', {
      ...fifo,
      visibilityTimeout: Duration.seconds(deliveryVisibilitySeconds),
      retentionPeriod: Duration.seconds(wakeRetentionSeconds),
    });
    const last = { redriveAllowPolicy: { redrivePermission: RedrivePermission.DENY_ALL } };
    this.eventCounterDead = this.queue('EventCounterDead', 'event-counter-dead', last);
    this.notifierDead = this.queue('NotifierDead', 'notifier-dead', last);
  }

  /**
   * A queue and its dead letter queue. They name each other: where failed messages go, and from which queue they may come. That
   * is a circle unless one of them is known by name before it is created. So the queues have names.
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
