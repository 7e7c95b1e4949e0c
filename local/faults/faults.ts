import type { Disposables } from '../disposables.ts';
import type { Engines } from '../engines/engines.ts';
import { FaultChoice } from './fault-choice.ts';
import { dynamoDbFaults } from './dynamodb.ts';
import type { FaultPlan } from './plan.ts';
import { startProxy } from './proxy.ts';
import { sqsFaults } from './sqs.ts';

/** Faults between the functions and the engines. */
export interface Faults {
  readonly choice: FaultChoice;
  /** Addresses at which functions reach the engines through the fault proxies. */
  readonly dynamoDb: string;
  readonly sqs: string;
}

/** Puts a proxy in front of each engine. */
export async function startFaults(plan: FaultPlan, engines: Engines, disposables: Disposables): Promise<Faults> {
  const choice = new FaultChoice(plan);
  const dynamoDb = await startProxy(0, engines.dynamoDb.url, dynamoDbFaults(choice));
  disposables.add(() => dynamoDb.close());
  const sqs = await startProxy(0, engines.sqs.url, sqsFaults(choice));
  disposables.add(() => sqs.close());
  return { choice, dynamoDb: dynamoDb.url, sqs: sqs.url };
}
