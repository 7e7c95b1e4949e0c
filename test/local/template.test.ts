import { describe, expect, it } from 'vitest';
import type { Assembly, Resource } from '../../local/assembly.ts';
import { makeRouter } from '../../local/http/router.ts';
import { mappingSpec } from '../../local/plan/mappings.ts';
import { queueSpec } from '../../local/plan/queues.ts';
import { tableSpec } from '../../local/plan/tables.ts';
import { Resources } from '../../local/plan/resources.ts';
import { ruleSpecs, scheduleSpecs } from '../../local/plan/schedules.ts';
import { refuseUnknownTypes } from '../../local/plan/types.ts';

const addresses = {
  api: 'http://127.0.0.1:1',
  sockets: 'http://127.0.0.1:4',
  issuer: 'http://127.0.0.1:2',
  queues: 'http://127.0.0.1:3',
  streamArn: (table: string) => `arn of ${table}`,
};

function assembly(resources: Record<string, Partial<Resource>>, more: Partial<Assembly['template']> = {}): Assembly {
  const entries = Object.entries(resources).map(([id, resource]): [string, Resource] => [
    id,
    { Type: 'X', Properties: {}, ...resource },
  ]);
  return {
    stackName: 'toy',
    region: 'us-east-1',
    template: { Resources: Object.fromEntries(entries), Parameters: {}, Conditions: {}, ...more },
    codeFolder: () => '',
  };
}

const others = {
  Work: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } },
  Table: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'things' } },
  Fn: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'fn' } },
  Live: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'WEBSOCKET' } },
  Stage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { StageName: 'live' } },
} as const;

function resolve(value: unknown, more: Partial<Assembly['template']> = {}): unknown {
  const all = new Resources(assembly({ ...others, Probe: { Type: 'Probe', Properties: { value } } }, more), addresses);
  const [probe] = all.of('Probe');
  return Object(probe?.properties).value;
}

describe('intrinsic functions', () => {
  it.each([
    [{ Ref: 'Work' }, 'http://127.0.0.1:3/000000000000/toy-Work.fifo'],
    [{ Ref: 'Table' }, 'things'],
    [{ Ref: 'AWS::Region' }, 'us-east-1'],
    [{ 'Fn::GetAtt': ['Work', 'Arn'] }, 'arn:aws:sqs:us-east-1:000000000000:toy-Work.fifo'],
    [{ 'Fn::GetAtt': 'Table.StreamArn' }, 'arn of things'],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'Table' }, 3]] }, 'a-things-3'],
    [{ 'Fn::Sub': '${Table}/${Fn.Arn}/${!Literal}' }, 'things/arn:aws:lambda:us-east-1:000000000000:function:fn/${Literal}'],
    [{ 'Fn::Sub': ['${own} ${AWS::StackName}', { own: { Ref: 'Table' } }] }, 'things toy'],
    [{ 'Fn::Select': [1, { 'Fn::Split': ['/', 'a/b/c'] }] }, 'b'],
    [{ keep: 1, drop: { Ref: 'AWS::NoValue' } }, { keep: 1 }],
    [
      [{ Ref: 'Table' }, { deep: { Ref: 'Table' } }],
      ['things', { deep: 'things' }],
    ],
    ['https://Api123.execute-api.us-east-1.amazonaws.com/v1', 'http://127.0.0.1:1/v1'],
    ['https://Live.execute-api.us-east-1.amazonaws.com/live', 'http://127.0.0.1:4/live'],
    ['wss://Live.execute-api.us-east-1.amazonaws.com/live', 'ws://127.0.0.1:4/live'],
    [{ 'Fn::GetAtt': ['Live', 'ApiEndpoint'] }, 'ws://127.0.0.1:4'],
    [{ Ref: 'Stage' }, 'live'],
    ['https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Pool', 'http://127.0.0.1:2'],
  ])('[bug-two-apis] the expression %j resolves to %j', (value, expected) => {
    expect(resolve(value)).toEqual(expected);
  });

  it('conditions over parameters choose values', () => {
    const more = {
      Parameters: { Stage: { Default: 'prod' } },
      Conditions: {
        IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
        IsNot: { 'Fn::Not': [{ Condition: 'IsProd' }] },
        Both: { 'Fn::And': [{ Condition: 'IsProd' }, { Condition: 'IsNot' }] },
        Either: { 'Fn::Or': [{ Condition: 'IsProd' }, { Condition: 'IsNot' }] },
      },
    };
    const chosen = ['IsProd', 'IsNot', 'Both', 'Either'].map((name) => resolve({ 'Fn::If': [name, 'yes', 'no'] }, more));
    expect(chosen).toEqual(['yes', 'no', 'no', 'yes']);
  });

  it.each([
    [{ 'Fn::ImportValue': 'x' }, 'Fn::ImportValue'],
    [{ Ref: 'Missing' }, 'Missing'],
    [{ 'Fn::GetAtt': ['Work', 'Colour'] }, 'Work.Colour'],
  ])('the expression %j is refused with an error that names it', (value, named) => {
    expect(() => resolve(value)).toThrow(named);
  });
});

describe('a template', () => {
  it('a template with an unknown resource type is refused with an error that names it', () => {
    const { template } = assembly({ Bucket: { Type: 'AWS::S3::Bucket' }, Role: { Type: 'AWS::IAM::Role' } });
    expect(() => refuseUnknownTypes(template)).toThrow(/AWS::S3::Bucket \(Bucket\)/);
  });

  it('a resource whose condition is false is left out', () => {
    const given = assembly(
      { ...others, Work: { ...others.Work, Condition: 'Never' } },
      { Conditions: { Never: { 'Fn::Equals': [1, 2] } } },
    );
    expect(new Resources(given, addresses).of('AWS::SQS::Queue')).toEqual([]);
  });

  it('a property that must not be ignored is refused with an error that names resource and property', () => {
    const chosen = {
      logicalId: 'Mapping',
      type: 'AWS::Lambda::EventSourceMapping',
      name: '',
      arn: '',
      properties: { EventSourceArn: 'arn:aws:sqs:r:1:q', FunctionName: 'f', FilterCriteria: {} },
    };
    expect(() => mappingSpec(chosen)).toThrow(/Mapping[\s\S]*FilterCriteria/);
  });

  it('a template may have a table of either kind, with its indexes and its stream', () => {
    const properties = {
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      GlobalSecondaryIndexes: [
        { IndexName: 'by', KeySchema: [{ AttributeName: 'k', KeyType: 'HASH' }], Projection: { ProjectionType: 'ALL' } },
      ],
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      Replicas: [{ Region: 'us-east-1' }],
    };
    const tables = ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'].map((Type) => {
      const [chosen] = new Resources(assembly({ T: { Type, Properties: properties } }), addresses).of(Type);
      return chosen === undefined ? undefined : tableSpec(chosen);
    });
    const { Replicas: _, ...wanted } = properties;
    expect(tables).toEqual([wanted, wanted].map((table) => ({ ...table, name: 'toy-T', LocalSecondaryIndexes: [] })));
  });

  it('queues get the attributes of SQS, as texts', () => {
    const RedrivePolicy = { deadLetterTargetArn: { 'Fn::GetAtt': ['Work', 'Arn'] }, maxReceiveCount: 3 };
    const given = assembly({
      ...others,
      Other: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 30, RedrivePolicy } },
    });
    const [, other] = new Resources(given, addresses).of('AWS::SQS::Queue').map(queueSpec);
    expect(other).toEqual({
      name: 'toy-Other',
      isFifo: false,
      attributes: {
        VisibilityTimeout: '30',
        RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:toy-Work.fifo","maxReceiveCount":3}',
      },
    });
  });
});

describe('a schedule', () => {
  const rule = (ScheduleExpression: string, State = 'ENABLED') =>
    ruleSpecs({
      logicalId: 'Rule',
      type: 'AWS::Events::Rule',
      name: 'rule',
      arn: 'arn',
      properties: { ScheduleExpression, State, Targets: [{ Arn: 'arn:aws:lambda:r:1:function:fn', Input: '{"a":1}' }] },
    });

  it('a schedule may be one of EventBridge Scheduler', () => {
    const Target = { Arn: 'arn:aws:lambda:r:1:function:fn', RoleArn: 'r' };
    const properties = { ScheduleExpression: 'rate(2 hours)', FlexibleTimeWindow: { Mode: 'OFF' }, Target };
    expect(scheduleSpecs({ logicalId: 'S', type: 'AWS::Scheduler::Schedule', name: 's', arn: 'arn', properties })).toEqual([
      { arn: 'arn', everyMs: 7_200_000, functionName: 'fn' },
    ]);
  });

  it('a schedule must be a rate', () => {
    expect(rule('rate(5 minutes)')).toEqual([{ arn: 'arn', everyMs: 300_000, functionName: 'fn', input: { a: 1 } }]);
    expect(rule('rate(1 day)', 'DISABLED')).toEqual([]);
    expect(() => rule('cron(0 12 * * ? *)')).toThrow('cron');
  });
});

describe('a router', () => {
  it('a router without $default has no answer for other paths, and keeps text that is not valid encoding', () => {
    const route = makeRouter([{ routeKey: 'ANY /a/{b}', functionName: 'f' }]);
    expect(route('GET', '/other')).toBeUndefined();
    expect(route('PATCH', '/a/%E0%A4%A')?.pathParameters).toEqual({ b: '%E0%A4%A' });
    expect(route('GET', '/a/')).toBeUndefined();
  });
});
