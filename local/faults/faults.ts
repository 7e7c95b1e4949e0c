import type { Closers } from '../closers.ts';
import type { Engines } from '../engines/engines.ts';
import { Dice } from './dice.ts';
import { dynamoDbFaults } from './dynamodb.ts';
import type { FaultPlan } from './plan.ts';
import { startProxy } from './proxy.ts';
import { sqsFaults } from './sqs.ts';

/** Faults between the functions and the engines. */
export interface Faults {
  readonly dice: Dice;
  /** Where functions find the engines, faults included. */
  readonly dynamoDb: string;
  readonly sqs: string;
}

/** Puts a proxy in front of each engine. */
export async function startFaults(plan: FaultPlan, engines: Engines, closers: Closers): Promise<Faults> {
  const dice = new Dice(plan);
  const dynamoDb = await startProxy(0, engines.dynamoDb.url, dynamoDbFaults(dice));
  closers.add(() => dynamoDb.close());
  const sqs = await startProxy(0, engines.sqs.url, sqsFaults(dice));
  closers.add(() => sqs.close());
  return { dice, dynamoDb: dynamoDb.url, sqs: sqs.url };
}
