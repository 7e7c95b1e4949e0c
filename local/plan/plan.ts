import type { Assembly } from '../assembly.ts';
import { apiSpec, type ApiSpec } from './api.ts';
import { functionSpec, type FunctionSpec } from './functions.ts';
import { mappingSpec, type MappingSpec } from './mappings.ts';
import { queueSpec, type QueueSpec } from './queues.ts';
import type { Resources } from './resources.ts';
import { ruleSpecs, scheduleSpecs, type ScheduleSpec } from './schedules.ts';
import { secretSpec, type SecretSpec } from './secrets.ts';
import { socketsSpec, type SocketsSpec } from './sockets.ts';
import { tableSpec, type TableSpec } from './tables.ts';
import { topicSpec, type TopicSpec } from './topics.ts';

/** The resources that store data. */
export interface Stores {
  readonly tables: readonly TableSpec[];
  readonly queues: readonly QueueSpec[];
  readonly secrets: readonly SecretSpec[];
  readonly topics: readonly TopicSpec[];
}

/** The resources that run code. */
export interface Compute {
  readonly functions: readonly FunctionSpec[];
  readonly api: ApiSpec | undefined;
  readonly sockets: SocketsSpec | undefined;
  readonly mappings: readonly MappingSpec[];
  readonly schedules: readonly ScheduleSpec[];
}

/** The tables, queues and secrets of the template. */
export function planStores(resources: Resources): Stores {
  return {
    tables: resources.of('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').map(tableSpec),
    queues: resources.of('AWS::SQS::Queue').map(queueSpec),
    secrets: resources.of('AWS::SecretsManager::Secret').map(secretSpec),
    topics: resources.of('AWS::SNS::Topic').map(topicSpec),
  };
}

/** The functions of the template and their event sources. The tables must exist by now, because their streams must have names. */
export function planCompute(resources: Resources, assembly: Assembly): Compute {
  return {
    functions: resources.of('AWS::Lambda::Function').map((chosen) => functionSpec(chosen, assembly)),
    api: apiSpec((type) => resources.of(type)),
    sockets: socketsSpec((type) => resources.of(type)),
    mappings: resources.of('AWS::Lambda::EventSourceMapping').flatMap((chosen) => mappingSpec(chosen) ?? []),
    schedules: [
      ...resources.of('AWS::Events::Rule').flatMap(ruleSpecs),
      ...resources.of('AWS::Scheduler::Schedule').flatMap(scheduleSpecs),
    ],
  };
}
