import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Runtime, RuntimeFamily } from 'aws-cdk-lib/aws-lambda';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { rateActions, tableActions } from '../../infra/access.ts';
import { env } from '../../shared/names.ts';
import { defaultTemplate, pointer, synthesize } from './synthesized.ts';

const lambda = z.object({
  FunctionName: z.string(),
  Runtime: z.string(),
  Architectures: z.array(z.string()),
  Role: pointer,
  Timeout: z.number(),
  ReservedConcurrentExecutions: z.number().optional(),
  LoggingConfig: z.object({ LogFormat: z.string(), LogGroup: pointer }),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }).default({ Variables: {} }),
  VpcConfig: z.unknown().optional(),
});
const allow = z.object({
  Effect: z.literal('Allow'),
  Action: z.union([z.string().transform((one) => [one]), z.array(z.string())]),
  Resource: z.unknown(),
});
const policy = z.object({ Roles: z.array(pointer), PolicyDocument: z.object({ Statement: z.array(allow) }) });

const template = defaultTemplate();
const functions = template.all('AWS::Lambda::Function', lambda);
const policies = template.all('AWS::IAM::Policy', policy);

/** The actions granted to a function, with each resource (as text) on which they are granted. */
function grantsOf(name: string) {
  const role = functions.find(({ properties }) => properties.FunctionName === `earshot-${name}`)?.properties.Role ?? '';
  const own = policies.filter(({ properties }) => properties.Roles.includes(role));
  const statements = own.flatMap(({ properties }) => properties.PolicyDocument.Statement);
  return statements.map(({ Action, Resource }) => ({ actions: Action, resource: JSON.stringify(Resource) }));
}

function actionsOn(name: string, resource: RegExp): string[] {
  return grantsOf(name)
    .filter((grant) => resource.test(grant.resource))
    .flatMap((grant) => grant.actions)
    .toSorted();
}

test('every function runs on ARM and the newest Node that CDK knows', () => {
  const versions = Runtime.ALL.filter(({ family }) => family === RuntimeFamily.NODEJS).map(({ name }) =>
    Number(/\d+/.exec(name)?.[0]),
  );
  for (const { properties } of functions) {
    expect(properties.Architectures).toEqual(['arm64']);
    expect(properties.Runtime).toBe(`nodejs${Math.max(...versions.filter(Number.isFinite))}.x`);
  }
  expect(functions).toHaveLength(14);
});

test('[sec-functions-4] every function has a log group of its own, which keeps lines for two weeks', () => {
  const groups = template.all('AWS::Logs::LogGroup', z.object({ RetentionInDays: z.literal(14) }));
  const used = functions.map(({ properties }) => properties.LoggingConfig.LogGroup);
  expect(new Set(used).size).toBe(functions.length);
  expect(groups.map(({ id }) => id)).toEqual(expect.arrayContaining(used));
  expect(functions.every(({ properties }) => properties.LoggingConfig.LogFormat === 'JSON')).toBe(true);
});

test('the environment has only names that the functions read, and no value is empty', () => {
  const names: string[] = [...Object.values(env), 'NODE_OPTIONS'];
  for (const { properties } of functions) {
    expect(names).toEqual(expect.arrayContaining(Object.keys(properties.Environment.Variables)));
    expect(Object.values(properties.Environment.Variables)).not.toContain('');
  }
});

test('[sec-functions-3] a function has the name of a table, a queue or the secret only if it may use it', () => {
  for (const { properties } of functions) {
    const name = properties.FunctionName.replace('earshot-', '');
    const told = Object.keys(properties.Environment.Variables);
    expect(told.includes(env.liveTable), name).toBe(actionsOn(name, /TablesLive\w+","Arn"/).length > 0);
    expect(told.includes(env.homeTable), name).toBe(actionsOn(name, /TablesHome/).length > 0);
    expect(told.includes(env.linksTable), name).toBe(actionsOn(name, /TablesLinks/).length > 0);
    expect(told.includes(env.pushUrl), name).toBe(actionsOn(name, /@connections/).length > 0);
    expect(told.includes(env.wakeQueueUrl), name).toBe(actionsOn(name, /QueuesWakes/).includes('sqs:SendMessage'));
    expect(told.includes(env.timerQueueUrl), name).toBe(actionsOn(name, /QueuesTimers/).includes('sqs:SendMessage'));
    expect(told.includes(env.deliveryQueueUrl), name).toBe(actionsOn(name, /QueuesDeliveries/).includes('sqs:SendMessage'));
    expect(told.includes(env.caseTopicArn), name).toBe(actionsOn(name, /CaseTopic/).includes('sns:Publish'));
    expect(told.includes(env.senderFunction), name).toBe(actionsOn(name, /FunctionsSender/).includes('lambda:InvokeFunction'));
    expect(told.includes(env.secretArn), name).toBe(actionsOn(name, /Secret/).length > 0);
  }
});

test('[sec-functions-1] no policy grants all actions or all resources, none is managed, and only logs and connections are named by a pattern', () => {
  for (const { properties } of policies) {
    for (const { Action, Resource } of properties.PolicyDocument.Statement) {
      expect(Action.join()).not.toContain('*');
      // API Gateway chooses the ids of connections. Which function may push to them, and how, is a test of its own.
      expect(JSON.stringify(Resource).replace('/live/POST/@connections/*', '')).not.toContain('*');
    }
  }
  const roles = template.all('AWS::IAM::Role', z.object({ ManagedPolicyArns: z.array(z.unknown()).optional() }));
  expect(roles.every(({ properties }) => properties.ManagedPolicyArns === undefined)).toBe(true);
});

/** The permissions that each SDK command of the adapters needs. A command that is not in this list fails the test. */
const commandActions: Record<string, string[]> = {
  Get: ['dynamodb:GetItem'],
  BatchGet: ['dynamodb:BatchGetItem'],
  Query: ['dynamodb:Query'],
  Put: ['dynamodb:PutItem'],
  Update: ['dynamodb:UpdateItem'],
  Delete: ['dynamodb:DeleteItem'],
  TransactWrite: ['dynamodb:PutItem', 'dynamodb:DeleteItem', 'dynamodb:ConditionCheckItem'],
};

test('the grants of writing to a table and of counting are exactly the actions that the adapter’s commands need', () => {
  const folder = path.join(import.meta.dirname, '../../shared/adapters/dynamodb');
  const code = readdirSync(folder).map((file) => readFileSync(path.join(folder, file), 'utf8'));
  const commands = new Set(code.flatMap((text) => [...text.matchAll(/new (\w+)Command\(/g)].map((match) => String(match[1]))));
  const needed = new Set([...commands].flatMap((command) => commandActions[command] ?? [`an unknown command: ${command}`]));
  expect([...needed].toSorted()).toEqual([...tableActions.write, ...rateActions].toSorted());
});

const read = ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query'];

test('[sec-functions-2] public only reads, operator never touches the live table, and only its two consumers read the stream', () => {
  expect(actionsOn('public', /TablesHome/)).toEqual(read);
  expect(actionsOn('public', /sqs|Queues/)).toEqual([]);
  expect(actionsOn('operator', /TablesLive/)).toEqual([]);
  const streaming = functions.filter(({ properties }) => actionsOn(properties.FunctionName.slice(8), /StreamArn/).length > 0);
  expect(streaming.map(({ properties }) => properties.FunctionName)).toEqual(['earshot-event-counter', 'earshot-notifier']);
  expect(actionsOn('event-counter', /TablesLive\w+","Arn"\]\}$/)).toEqual([]);
  expect(actionsOn('matcher', /TablesHome/)).toEqual([...read, 'dynamodb:ConditionCheckItem'].toSorted());
});

test('the secret can be read, and nothing else is allowed on it', () => {
  for (const { properties } of functions.filter(({ properties: { FunctionName } }) => FunctionName !== 'earshot-sender')) {
    expect(actionsOn(properties.FunctionName.slice(8), /Secret/)).toEqual(['secretsmanager:GetSecretValue']);
  }
});

test('no concurrency is reserved unless the context says so, and then the matcher’s queues stay within it', () => {
  const reserved = (from: typeof functions) =>
    from.flatMap(({ properties: { FunctionName, ReservedConcurrentExecutions: count } }) =>
      count === undefined ? [] : [[FunctionName, count]],
    );
  expect(reserved(functions)).toEqual([]);
  const other = synthesize({ context: { longPollConcurrency: '400', sheddableConcurrency: '100', matcherConcurrency: '20' } });
  expect(reserved(other.all('AWS::Lambda::Function', lambda))).toEqual([
    ['earshot-sheddable', 100],
    ['earshot-long-poll', 400],
    ['earshot-matcher', 20],
  ]);
  const scaling = z.object({ ScalingConfig: z.object({ MaximumConcurrency: z.number() }).optional() });
  const pollers = other
    .all('AWS::Lambda::EventSourceMapping', scaling)
    .map(({ properties }) => properties.ScalingConfig?.MaximumConcurrency);
  expect(pollers).toEqual([18, 2, 20, undefined, undefined]);
});

test('every batch reports its failures one by one, so that one bad message does not make others fail', () => {
  const mappings = template.all('AWS::Lambda::EventSourceMapping', z.object({ FunctionResponseTypes: z.array(z.string()) }));
  expect(mappings.map(({ properties }) => properties.FunctionResponseTypes)).toEqual([
    ['ReportBatchItemFailures'],
    ['ReportBatchItemFailures'],
    ['ReportBatchItemFailures'],
    ['ReportBatchItemFailures'],
    ['ReportBatchItemFailures'],
  ]);
});

test('the reconciler, the notifier and the worker of webhooks start every minute, and a failed run is not repeated before the next', () => {
  const rule = z.object({
    ScheduleExpression: z.string(),
    State: z.string(),
    Targets: z.tuple([z.object({ Arn: pointer, RetryPolicy: z.object({ MaximumRetryAttempts: z.number() }) })]),
  });
  const rules = template.all('AWS::Events::Rule', rule).map(({ properties }) => properties);
  const nameOf = (arn: string) => functions.find(({ id }) => id === arn)?.properties.FunctionName;
  expect(rules.map(({ Targets: [target] }) => nameOf(target.Arn))).toEqual([
    'earshot-reconciler',
    'earshot-notifier',
    'earshot-webhooks',
  ]);
  for (const { ScheduleExpression, State, Targets } of rules) {
    expect([ScheduleExpression, State]).toEqual(['rate(1 minute)', 'ENABLED']);
    expect(Targets[0].RetryPolicy.MaximumRetryAttempts).toBe(0);
  }
  const invoke = template.all('AWS::Lambda::EventInvokeConfig', z.object({ MaximumRetryAttempts: z.literal(0) }));
  expect(invoke).toHaveLength(3);
});

test('the matcher and the worker of webhooks may wake themselves again and again: Lambda does not stop them as a recursive loop', () => {
  const looping = template.all(
    'AWS::Lambda::Function',
    z.object({ FunctionName: z.string(), RecursiveLoop: z.string().optional() }),
  );
  const allowed = looping.filter(({ properties }) => properties.RecursiveLoop === 'Allow');
  expect(allowed.map(({ properties }) => properties.FunctionName)).toEqual(['earshot-matcher', 'earshot-webhooks']);
});
