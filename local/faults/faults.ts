import type { Disposables } from '../disposables.ts';
import type { Engines } from '../engines/engines.ts';
import { Dice } from './dice.ts';
import { dynamoDbFaults } from './dynamodb.ts';
import type { FaultPlan } from './plan.ts';
import { startProxy } from './proxy.ts';
import { sqsFaults } from './sqs.ts';

/** Faults between the functions and the engines. */
export interface Faults {
  readonly dice: Dice;
  /** Addresses at which functions reach the engines through the fault proxies. */
  readonly dynamoDb: string;
  readonly sqs: string;
}

/** Puts a proxy in front of each engine. */
export async function startFaults(plan: FaultPlan, engines: Engines, disposables: Disposables): Promise<Faults> {
  const dice = new Dice(plan);
  const dynamoDb = await startProxy(0, engines.dynamoDb.url, dynamoDbFaults(dice));
  disposables.add(() => dynamoDb.close());
  const sqs = await startProxy(0, engines.sqs.url, sqsFaults(dice));
  disposables.add(() => sqs.close());
  return { dice, dynamoDb: dynamoDb.url, sqs: sqs.url };
}
