import { Annotations, type Stack } from 'aws-cdk-lib';

/** Lets the CDK command refuse a template whose sender may reach the machine that it runs on: in Lambda, that is Lambda itself. */
export function refuseDeployment(stack: Stack): void {
  Annotations.of(stack).addError('webhookLoopback is for the local runner. Deploy without it.');
}
