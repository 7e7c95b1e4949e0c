import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** A finding of a checker that stays: which one, why it is not fixed, and what protects instead. */
interface Acknowledgement {
  readonly id: string;
  readonly reason: string;
  readonly instead: string;
}

/** The constructs at which findings stay. */
export interface Acknowledged {
  readonly live: IConstruct;
  readonly links: IConstruct;
  readonly eventCounterDead: IConstruct;
  readonly notifierDead: IConstruct;
  readonly secret: IConstruct;
  readonly api: IConstruct;
  readonly sockets: IConstruct;
  /** The role of the function that pushes to sockets. */
  readonly notifierRole: IConstruct | undefined;
  /** The construct of the user pool. Absent if another issuer is used. */
  readonly pool: IConstruct | undefined;
}

/** A queue in which the stream leaves what could not be delivered. */
const lastQueue: readonly Acknowledgement[] = [
  {
    id: 'AwsSolutions-SQS3',
    reason: 'It is the last queue: the stream leaves its failed batches here, which the rule cannot see.',
    instead: 'an alarm fires on its first message, and no queue may redrive into it.',
  },
];

const acknowledgements: Readonly<Record<keyof Acknowledged, readonly Acknowledgement[]>> = {
  live: [
    {
      id: 'AwsSolutions-DDB3',
      reason: 'Backups of live would keep what people erased and what was swept.',
      instead:
        'it contains only current talks: lasting data is in home, with a day of recovery, and a seeker who waits can ask again.',
    },
  ],
  eventCounterDead: lastQueue,
  notifierDead: lastQueue,
  secret: [
    {
      id: 'AwsSolutions-SMG4',
      reason:
        'Ids, tokens, key hashes and pseudonyms are HMACs under it: a rotation would end every talk and lock out every partner.',
      instead: 'it is generated, has 380 bits, is read only by the functions, and only GetSecretValue is granted.',
    },
  ],
  api: [
    {
      id: 'AwsSolutions-APIG4',
      reason:
        'A gateway authorizer cannot answer with a problem document and help numbers, and some routes are public by design.',
      instead:
        'one middleware in every function checks every credential, use cases authorize, and a test calls each route without one.',
    },
  ],
  links: [
    {
      id: 'AwsSolutions-DDB3',
      reason: 'A link names an open socket for two hours at most, and a backup could restore none.',
      instead: 'a client whose link is lost opens another socket.',
    },
  ],
  sockets: [
    {
      id: 'AwsSolutions-APIG4',
      reason: 'A browser can send no header with a socket, and an authorizer would be one more function that reads the ticket.',
      instead: 'the function checks ticket and origin before a connection opens, and the ticket again with every message.',
    },
  ],
  notifierRole: [
    {
      id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<LiveSockets0FE94150>/live/POST/@connections/*]',
      reason: 'Connections have ids that API Gateway gives, so the grant to push ends in a wildcard.',
      instead: 'it covers POST on the connections of this one stage; reading and ending a connection is not granted.',
    },
  ],
  pool: [
    {
      id: 'AwsSolutions-COG1',
      reason: 'Composition rules make passwords worse, not better (NIST SP 800-63B-4, 3.1.1.2).',
      instead: 'at least 12 characters and always a second factor.',
    },
    {
      id: 'AwsSolutions-COG8',
      reason: 'The plus plan profiles the address and device of every person who signs in, and is priced per person.',
      instead: 'every person needs a second factor, and an account by itself gives no rights.',
    },
  ],
};

/** Records every acknowledgement at its construct. A finding that is not in this file fails the tests. */
export function acknowledgeFindings(at: Acknowledged): void {
  record(at.live, acknowledgements.live);
  record(at.eventCounterDead, acknowledgements.eventCounterDead);
  record(at.notifierDead, acknowledgements.notifierDead);
  record(at.secret, acknowledgements.secret);
  record(at.api, acknowledgements.api);
  record(at.links, acknowledgements.links);
  record(at.sockets, acknowledgements.sockets);
  record(at.notifierRole, acknowledgements.notifierRole);
  record(at.pool, acknowledgements.pool);
}

function record(construct: IConstruct | undefined, list: readonly Acknowledgement[]): void {
  if (construct === undefined) return;
  for (const { id, reason, instead } of list)
    Validations.of(construct).acknowledge({ id, reason: `${reason} Instead: ${instead}` });
}
