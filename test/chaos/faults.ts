/** The faults of a chaos run: every kind, often enough to occur, and rarely enough that calls still succeed. */
import { faultNames, type FaultPlanInput } from '../../local/faults/plan.ts';
import type { Service } from './service.ts';

/** A plan with every fault. The faults begin after the fixture is set up, see `Service.setFaults`. */
export function chaosFaults(seed: number): FaultPlanInput {
  return {
    seed,
    enabled: false,
    dynamoDb: {
      throttle: 0.01,
      // An update of a counter is in no transaction, so it never conflicts with a transaction.
      conflict: { rate: 0.02, operations: ['PutItem', 'DeleteItem', 'TransactWriteItems'] },
      unknownOutcome: 0.02,
      latency: { rate: 0.02, ms: 150 },
      unprocessed: 0.05,
    },
    sqs: { lose: 0.05, double: 0.05, late: { rate: 0.05, ms: 2500 }, sendFailure: 0.02 },
  };
}

/** The planned faults that never occurred. */
export async function missingFaults(service: Service, plan: FaultPlanInput): Promise<readonly string[]> {
  const { occurred } = await service.faults();
  const planned = { dynamoDb: plan.dynamoDb ?? {}, sqs: plan.sqs ?? {}, sockets: plan.sockets ?? {} };
  return (['dynamoDb', 'sqs', 'sockets'] as const).flatMap((part) =>
    faultNames[part].flatMap((name) => (name in planned[part] && (occurred[part]?.[name] ?? 0) === 0 ? [`${part}.${name}`] : [])),
  );
}
