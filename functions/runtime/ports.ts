/** The ports on the real services. Created once per cold start and shared by all invocations of this process. */
import type { Context } from 'aws-lambda';
import { cryptoIds } from '../../shared/adapters/crypto/ids.ts';
import { cryptoWith } from '../../shared/adapters/crypto/crypto.ts';
import { webhookSigner } from '../../shared/adapters/crypto/webhook-signer.ts';
import { dynamoDbClient } from '../../shared/adapters/dynamodb/client.ts';
import { dynamoDbRateCounters } from '../../shared/adapters/dynamodb/rate-counters.ts';
import { dynamoDbStore } from '../../shared/adapters/dynamodb/store.ts';
import { jsonLog } from '../../shared/adapters/json-log.ts';
import { jitteredBackoff } from '../../shared/adapters/backoff.ts';
import { secretReader, secretsClient } from '../../shared/adapters/secret/secret.ts';
import { sqsClient } from '../../shared/adapters/sqs/client.ts';
import { sqsDeliveryQueue } from '../../shared/adapters/sqs/delivery-queue.ts';
import { sqsWakeQueue } from '../../shared/adapters/sqs/wake-queue.ts';
import { epochMs, type EpochMs } from '../../shared/domain/time.ts';
import { publicUrl } from '../../shared/domain/outside/endpoint-url.ts';
import { publicOrLoopbackUrl } from '../../shared/domain/outside/loopback-url.ts';
import type { DeliveryQueue, Ports, WakeQueue } from '../../shared/ports.ts';
import { deadlineOf, hasTime, portsUntil } from './deadline.ts';
import { environment } from './environment.ts';
import { monitored, loadMonitor } from './load-monitor.ts';

const backoff = jitteredBackoff();
const tables = { live: environment.LIVE_TABLE, home: environment.HOME_TABLE, links: environment.LINKS_TABLE };
const io = { client: dynamoDbClient(), tables, backoff };
const store = monitored(dynamoDbStore(io), loadMonitor);
const rates = dynamoDbRateCounters(io);
/** The log of this process. All lines are written through it. */
export const log = jsonLog({ info: (line) => console.log(line), error: (line) => console.error(line) });

/** A function that must not send wakes has no queue. A call would be a bug. */
const noWakes: WakeQueue = {
  wake: () => Promise.reject(new Error('this function has no wake queue')),
  wakeLater: () => Promise.reject(new Error('this function has no timer queue')),
};

function wakesOf(): WakeQueue {
  const { WAKE_QUEUE_URL: wakeQueueUrl, TIMER_QUEUE_URL: timerQueueUrl } = environment;
  if (wakeQueueUrl === undefined && timerQueueUrl === undefined) return noWakes;
  const both = sqsWakeQueue({ client: sqsClient(), wakeQueueUrl: wakeQueueUrl ?? '', timerQueueUrl: timerQueueUrl ?? '' });
  return {
    wake: wakeQueueUrl === undefined ? noWakes.wake : both.wake,
    wakeLater: timerQueueUrl === undefined ? noWakes.wakeLater : both.wakeLater,
  };
}

const endpointUrl = environment.WEBHOOK_LOOPBACK ? publicOrLoopbackUrl : publicUrl;
const wakes = wakesOf();
/** A function that must not wake the worker has no queue. A call would be a bug. */
const noDeliveries: DeliveryQueue = { wake: () => Promise.reject(new Error('this function has no delivery queue')) };
const { DELIVERY_QUEUE_URL: deliveriesUrl } = environment;
const deliveryQueue = deliveriesUrl === undefined ? noDeliveries : sqsDeliveryQueue({ client: sqsClient(), url: deliveriesUrl });
const readSecret = secretReader(secretsClient(), environment.SECRET_ARN ?? '');
let made: { readonly secret: string; readonly ports: Ports } | undefined;

/** The ports. Reads the deployment's secret: after a failure the next call tries again, and a changed secret counts for the next call. */
export async function livePorts(): Promise<Ports> {
  const secret = await readSecret();
  if (made?.secret !== secret) {
    const crypto = cryptoWith(secret);
    const { SPACES_APART: spacesApart } = environment;
    const queues = { wakeQueue: wakes, deliveryQueue };
    const shared = { store, ...queues, rateCounters: rates, ids: cryptoIds, backoff, log, webhookSigner, endpointUrl };
    made = { secret, ports: { ...shared, mayGoOn: () => true, crypto, spacesApart } };
  }
  return made.ports;
}

/** The ports for one invocation. They commit nothing shortly before its end. */
export async function portsFor(lambda: Context): Promise<Ports> {
  return portsUntil(await livePorts(), { deadline: deadlineOf(lambda), mayGoOn: () => hasTime(lambda) });
}

/** The wall clock. No other code reads it. */
export function clock(): EpochMs {
  return epochMs.parse(Date.now());
}
