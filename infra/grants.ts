import { Grant } from 'aws-cdk-lib/aws-iam';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { env } from '../shared/names.ts';
import {
  indexActions,
  invokeActions,
  publishActions,
  pushActions,
  rateActions,
  secretActions,
  sendActions,
  tableActions,
  type Access,
  type EnvName,
  type TableAccess,
} from './access.ts';
import type { Live } from './live.ts';
import type { Queues } from './queues.ts';
import type { Tables } from './tables.ts';

/** The resources that can be granted, and the values of the environment that do not depend on the function. */
export interface Resources {
  readonly tables: Tables;
  readonly queues: Queues;
  readonly secret: Secret;
  readonly caseTopic: Topic;
  readonly sender: Lambda;
  readonly live: Live;
  readonly settings: Readonly<Partial<Record<EnvName, string>>>;
}

/** Gives `lambda` what its row of `access` says: each permission together with the variable that is needed to use it. */
export function grantAccess(lambda: Lambda, row: Access, resources: Resources): void {
  grantTable(lambda, row.live, { table: resources.tables.live, name: env.liveTable, indexes: row.indexes });
  grantTable(lambda, row.home, { table: resources.tables.home, name: env.homeTable, indexes: [] });
  grantTable(lambda, row.links, { table: resources.tables.links, name: env.linksTable, indexes: [] });
  if (row.rates) grant(lambda, rateActions, [resources.tables.live.tableArn]);
  if (row.wakes) {
    resources.queues.wakes.grant(lambda, ...sendActions);
    lambda.addEnvironment(env.wakeQueueUrl, resources.queues.wakes.queueUrl);
  }
  if (row.timers) {
    resources.queues.timers.grant(lambda, ...sendActions);
    lambda.addEnvironment(env.timerQueueUrl, resources.queues.timers.queueUrl);
  }
  if (row.deliveries) {
    resources.queues.deliveries.grant(lambda, ...sendActions);
    lambda.addEnvironment(env.deliveryQueueUrl, resources.queues.deliveries.queueUrl);
  }
  if (row.notices) {
    grant(lambda, publishActions, [resources.caseTopic.topicArn]);
    lambda.addEnvironment(env.caseTopicArn, resources.caseTopic.topicArn);
  }
  if (row.sends) {
    grant(lambda, invokeActions, [resources.sender.functionArn]);
    lambda.addEnvironment(env.senderFunction, resources.sender.functionName);
  }
  if (row.pushes) {
    grant(lambda, pushActions, [resources.live.pushArn]);
    lambda.addEnvironment(env.pushUrl, resources.live.pushUrl);
  }
  grant(lambda, secretActions, [resources.secret.secretArn]);
  lambda.addEnvironment(env.secretArn, resources.secret.secretArn);
  for (const name of [env.version, ...row.env]) {
    const value = resources.settings[name];
    if (value !== undefined) lambda.addEnvironment(name, value);
  }
}

/** A grant of `actions` on exactly `resources`. */
export function grant(lambda: Lambda, actions: readonly string[], resourceArns: readonly string[]): void {
  Grant.addToPrincipal({ grantee: lambda, actions: [...actions], resourceArns: [...resourceArns] });
}

function grantTable(lambda: Lambda, level: TableAccess, at: { table: Table; name: string; indexes: readonly string[] }): void {
  if (level === 'none') return;
  grant(lambda, tableActions[level], [at.table.tableArn]);
  if (at.indexes.length > 0)
    grant(
      lambda,
      indexActions,
      at.indexes.map((index) => `${at.table.tableArn}/index/${index}`),
    );
  lambda.addEnvironment(at.name, at.table.tableName);
}
