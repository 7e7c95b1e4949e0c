import { CfnResource, Validations, type App } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, test } from 'vitest';
import { synthesize } from './synthesized.ts';

/** Milliseconds: CDK's rules are compiled from WebAssembly on first use, which takes seconds on a busy machine. */
const timeout = 60_000;

/** Throws the findings of CDK's template rules (errors, by `cdk.json`) and of AwsSolutions. */
function check(context: Record<string, unknown>, plant: (app: App) => void = () => undefined): void {
  const prepare = (app: App) => {
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    plant(app);
  };
  synthesize({ context, rules: true, prepare });
}

/** Adds a queue with a negative delay before messages are visible. */
function addBadQueue(app: App): void {
  new CfnResource(app.node.findChild('Earshot'), 'Seeded', { type: 'AWS::SQS::Queue', properties: { VisibilityTimeout: -1 } });
}

const everything = {
  stackName: 'earshot-two',
  publicUrl: 'https://api.example',
  corsOrigins: 'https://app.example',
  oidcIssuer: 'https://login.example/',
  oidcAudience: 'earshot',
  waitSecondsMax: '0',
  waitSlots: '10',
  longPollConcurrency: '20',
  matcherConcurrency: '4',
  alarmTopicArn: 'arn:aws:sns:eu-central-1:111122223333:night-shift',
};

test(
  '[sec-template-1] neither CDK’s template rules nor AwsSolutions find anything, as it is deployed by default',
  { timeout },
  () => {
    expect(() => check({})).not.toThrow();
  },
);

test('neither CDK’s template rules nor AwsSolutions find anything with every option of the context', { timeout }, () => {
  expect(() => check(everything)).not.toThrow();
});

test('CDK’s template rules find a property that CloudFormation would refuse', { timeout }, () => {
  expect(() => check({}, addBadQueue)).toThrow(/Seeded/);
});

test('AwsSolutions finds a topic that allows unencrypted connections', { timeout }, () => {
  expect(() => check({}, (app) => void new Topic(app.node.findChild('Earshot'), 'Seeded'))).toThrow(/AwsSolutions-SNS3/);
});
