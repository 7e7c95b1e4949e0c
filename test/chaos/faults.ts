/** The faults of a storm: every kind there is, often enough to occur, seldom enough that people get through. */
import { faultNames, type FaultPlanInput } from '../../local/faults/plan.ts';
import type { Service } from './service.ts';

/** Every fault that can be planned. They begin once the fixture is set, see `Service.setFaults`. */
export function stormFaults(seed: number): FaultPlanInput {
  return {
    seed,
    enabled: false,
    dynamoDb: {
      throttle: 0.01,
      // An update of a counter is in no transaction, so it never conflicts with one.
      conflict: { rate: 0.02, operations: ['PutItem', 'DeleteItem', 'TransactWriteItems'] },
      unknownOutcome: 0.02,
      latency: { rate: 0.02, ms: 150 },
    },
    sqs: { lose: 0.05, double: 0.05, late: { rate: 0.05, ms: 2500 }, sendFailure: 0.02 },
  };
}

/** The faults that were planned and never occurred. */
export async function missingFaults(service: Service, plan: FaultPlanInput): Promise<readonly string[]> {
  const { occurred } = await service.faults();
  const planned = { dynamoDb: plan.dynamoDb ?? {}, sqs: plan.sqs ?? {} };
  return (['dynamoDb', 'sqs'] as const).flatMap((part) =>
    faultNames[part].flatMap((name) => (name in planned[part] && (occurred[part]?.[name] ?? 0) === 0 ? [`${part}.${name}`] : [])),
  );
}
