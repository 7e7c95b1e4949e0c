/**
 * Invoked by the stream of the table `live`, and every minute. It is the second consumer of that stream, beside the event counter, and does
 * everything that tells people and programs of a change.
 */
import type { Context, DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { tellOfCases, type CaseTeller } from '../../shared/app/cases/tell-of-cases.ts';
import type { EventContext } from '../runtime/context.ts';
import { caseNotices } from './case-notices.ts';
import { changeOf, type Change } from './changes.ts';
import { deliveryTo, type Consumer } from './consumers.ts';

export interface NotifierParts extends EventContext {
  readonly cases: CaseTeller;
  /** The consumers besides that of the case notices. */
  readonly consumers: readonly Consumer[];
}

/** Without records: the run of every minute. */
export type NotifierEvent = Partial<DynamoDBStreamEvent>;

/**
 * Reports the first change that a consumer needs again; the batch is then delivered again from there. The run of every minute fails if the alerts
 * cannot be read, or if a notice could not be sent.
 */
export function notifier({
  ports: portsOf,
  clock,
  cases,
  consumers,
}: NotifierParts): (event: NotifierEvent, lambda: Context) => Promise<DynamoDBBatchResponse> {
  const deliver = deliveryTo([caseNotices(cases), ...consumers]);
  return async ({ Records: records }, lambda) => {
    const ports = await portsOf(lambda);
    if (records === undefined) {
      const done = await tellOfCases(ports, cases, clock());
      if (!done.ok) throw new Error(`notifier: ${done.error.code}`);
      return { batchItemFailures: [] };
    }
    const changes: Change[] = [];
    for (const record of records) {
      const change = changeOf(record, clock());
      if (change === 'unreadable') ports.log.write({ code: 'change-unreadable', fields: {} });
      else if (change !== undefined) changes.push(change);
    }
    const [first] = await deliver(ports, changes, clock());
    return { batchItemFailures: first === undefined ? [] : [{ itemIdentifier: first.id }] };
  };
}
