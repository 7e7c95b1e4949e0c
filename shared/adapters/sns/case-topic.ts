import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { err, ok } from '../../domain/result.ts';
import type { CaseTopic } from '../../ports.ts';
import { awsErrorName, awsFailureOf } from '../aws-failures.ts';

const text = (value: string) => ({ DataType: 'String', StringValue: value });

/**
 * Notices over SNS. The attributes `space`, `audience` and `kind` are for the filter of a subscription. `unavailable` after the client's
 * retries. A refusal (no such topic, no permission) is a bug and throws, with the name of the error alone.
 */
export function snsCaseTopic(client: SNSClient, topicArn: string): CaseTopic {
  return {
    publish: ({ space, audience, kind, about, repeated, subject, text: message }) =>
      client
        .send(
          new PublishCommand({
            TopicArn: topicArn,
            Subject: subject,
            Message: message,
            MessageAttributes: {
              // A subscription by space is that of its coordinators. A report for operators is about one of them.
              ...(audience === 'coordinators' ? { space: text(space) } : {}),
              audience: text(audience),
              kind: text(kind),
              about: text(about),
              repeated: { DataType: 'Number', StringValue: String(repeated) },
            },
          }),
        )
        .then(
          () => ok(),
          (error: unknown) => {
            const failure = awsFailureOf(error);
            if (failure === undefined) throw error;
            if (failure === 'refused') throw new Error(`SNS refused a message: ${awsErrorName(error)}`);
            return err({ code: 'unavailable' as const });
          },
        ),
  };
}
