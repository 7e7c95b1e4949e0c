import type { Template } from '../assembly.ts';

/** Resource types that the runner creates locally. */
const servedTypes = new Set([
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::RouteResponse',
  'AWS::ApiGatewayV2::Stage',
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::Cognito::UserPoolResourceServer',
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::Events::Rule',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::SNS::Topic',
  'AWS::SQS::Queue',
  'AWS::Scheduler::Schedule',
  'AWS::SecretsManager::Secret',
]);

/**
 * Resource types without a meaning on one machine: the runner checks no permissions, has no alarms and no costs, and its only
 * asynchronous invocations are those of schedules, which are not repeated.
 */
const meaninglessTypes = new Set([
  'AWS::CDK::Metadata',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::Cognito::UserPoolDomain',
  'AWS::Cognito::UserPoolGroup',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::KMS::Alias',
  'AWS::KMS::Key',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::Logs::MetricFilter',
  'AWS::SNS::Subscription',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
  'AWS::SecretsManager::ResourcePolicy',
  'AWS::Scheduler::ScheduleGroup',
]);

/**
 * Throws an error that names the resources when the template has resource types that the runner neither supports nor may ignore.
 */
export function refuseUnknownTypes(template: Template): void {
  const unknown = Object.entries(template.Resources).filter(
    ([, { Type }]) => !servedTypes.has(Type) && !meaninglessTypes.has(Type),
  );
  if (unknown.length === 0) return;
  const named = unknown.map(([logicalId, { Type }]) => `${Type} (${logicalId})`).join(', ');
  throw new Error(
    `The local runner does not know these resources of the template: ${named}. Add their types in local/plan/types.ts.`,
  );
}
