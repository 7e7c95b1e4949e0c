/**
 * Invoked by the delivery queue: sends what an endpoint is to be told. Invoked every minute: wakes itself for what is due, so that a lost message
 * costs a minute.
 */
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { deliver } from '../../shared/app/webhooks/deliver.ts';
import { sweepDue } from '../../shared/app/webhooks/sweep-due.ts';
import { endpointId, type EndpointId } from '../../shared/domain/ids.ts';
import type { Outside } from '../../shared/ports.ts';
import type { EventContext } from '../runtime/context.ts';
import { webhooksReserveMs } from '../runtime/limits.ts';

export interface WebhooksParts extends EventContext {
  readonly outside: Outside;
  /** A random number: at least 0 and less than 1. */
  readonly random: () => number;
}

/** `{ "endpoint": "ept_…" }`; any other message is poison and goes to the dead-letter queue. */
const message = z.strictObject({ endpoint: endpointId });

/** Without records: the run of every minute. */
export type WebhooksEvent = Partial<SQSEvent>;

/** A message whose endpoint could not be served is given back. The sweep fails if it cannot read the list of what is due. */
export function webhooks({
  ports: portsOf,
  clock,
  outside,
  random,
}: WebhooksParts): (event: WebhooksEvent, lambda: Context) => Promise<SQSBatchResponse> {
  return async ({ Records: records }, lambda) => {
    const ports = await portsOf(lambda);
    if (records === undefined) {
      const swept = await sweepDue(ports, clock());
      if (!swept.ok) throw new Error(`webhooks: ${swept.error.code}`);
      return { batchItemFailures: [] };
    }
    const tools = { outside, clock, random, mayGoOn: () => lambda.getRemainingTimeInMillis() > webhooksReserveMs };
    const failed: string[] = [];
    for (const record of records) {
      const endpoint = endpointOf(record);
      const done = endpoint === undefined ? undefined : await deliver(ports, tools, endpoint);
      if (done?.ok === true) continue;
      if (endpoint !== undefined) ports.log.write({ code: 'delivery-postponed', fields: { endpoint } });
      failed.push(record.messageId);
    }
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

function endpointOf({ body }: SQSRecord): EndpointId | undefined {
  try {
    return message.safeParse(JSON.parse(body)).data?.endpoint;
  } catch {
    return undefined;
  }
}
