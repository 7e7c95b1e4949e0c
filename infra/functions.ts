import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  Function as Lambda,
  LoggingFormat,
  RecursiveLoop,
  Runtime,
  SystemLogLevel,
  type FunctionProps,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { functionNames, type FunctionName } from '../shared/names.ts';
import { access } from './access.ts';
import { bundleOf, type Bundles } from './bundle-names.ts';
import { grantAccess, type Resources } from './grants.ts';
import * as limits from './limits.ts';

/** The settings that are the same for every function. */
const common = {
  runtime: Runtime.NODEJS_24_X,
  architecture: Architecture.ARM_64,
  handler: 'index.handler',
  loggingFormat: LoggingFormat.JSON,
  applicationLogLevelV2: ApplicationLogLevel.INFO,
  systemLogLevelV2: SystemLogLevel.WARN,
} satisfies Partial<FunctionProps>;

const answer = { memorySize: limits.answerMemoryMb, timeout: Duration.seconds(limits.httpTimeoutSeconds) };

type Shape = Pick<FunctionProps, 'memorySize' | 'timeout' | 'recursiveLoop' | 'reservedConcurrentExecutions'>;

const shapes: Readonly<Record<FunctionName, Shape>> = {
  public: answer,
  sheddable: answer,
  seeker: answer,
  volunteer: answer,
  coordinator: answer,
  operator: answer,
  'long-poll': { memorySize: limits.longPollMemoryMb, timeout: Duration.seconds(limits.longPollTimeoutSeconds) },
  live: answer,
  matcher: {
    memorySize: limits.planningMemoryMb,
    timeout: Duration.seconds(limits.matcherTimeoutSeconds),
    // A timer sets the next timer of its room. Lambda takes that for a runaway loop after about 16 rounds and would stop it.
    recursiveLoop: RecursiveLoop.ALLOW,
  },
  reconciler: { memorySize: limits.planningMemoryMb, timeout: Duration.seconds(limits.reconcilerTimeoutSeconds) },
  'event-counter': { memorySize: limits.answerMemoryMb, timeout: Duration.seconds(limits.eventCounterTimeoutSeconds) },
  notifier: { memorySize: limits.longPollMemoryMb, timeout: Duration.seconds(limits.notifierTimeoutSeconds) },
  webhooks: {
    memorySize: limits.longPollMemoryMb,
    timeout: Duration.seconds(limits.webhooksTimeoutSeconds),
    // A run wakes itself while its endpoint has more to be told.
    recursiveLoop: RecursiveLoop.ALLOW,
  },
  sender: { memorySize: limits.longPollMemoryMb, timeout: Duration.seconds(limits.senderTimeoutSeconds) },
};

export interface FunctionsProps extends Bundles {
  /** Executions to reserve. Absent: the function uses the pool of the account. */
  readonly reserved: Readonly<Partial<Record<FunctionName, number | undefined>>>;
  /** The resources that the functions may be allowed to touch, beside one another. */
  readonly resources: Omit<Resources, 'sender'>;
}

/** One Lambda per caller or trigger. Each may do what its row of `access` says, and write its own log. */
export class Functions extends Construct {
  readonly all: Readonly<Record<FunctionName, Lambda>>;

  constructor(scope: Construct, id: string, props: FunctionsProps) {
    super(scope, id);
    this.all = {
      public: this.make('public', props),
      sheddable: this.make('sheddable', props),
      seeker: this.make('seeker', props),
      volunteer: this.make('volunteer', props),
      coordinator: this.make('coordinator', props),
      operator: this.make('operator', props),
      'long-poll': this.make('long-poll', props),
      live: this.make('live', props),
      matcher: this.make('matcher', props),
      reconciler: this.make('reconciler', props),
      'event-counter': this.make('event-counter', props),
      notifier: this.make('notifier', props),
      webhooks: this.make('webhooks', props),
      sender: this.make('sender', props),
    };
    const resources = { ...props.resources, sender: this.all.sender };
    for (const name of functionNames) {
      const row = access[name];
      if (row !== 'nothing') grantAccess(this.all[name], row, resources);
    }
  }

  /** It has its own role: the managed policy that CDK would attach may write to every log of the account. */
  private make(name: FunctionName, { reserved, ...bundles }: FunctionsProps): Lambda {
    const id = name
      .split('-')
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join('');
    const fullName = `${Stack.of(this).stackName}-${name}`;
    const reservedConcurrentExecutions = reserved[name];
    const logGroup = new LogGroup(this, `${id}Log`, {
      logGroupName: `/aws/lambda/${fullName}`,
      retention: limits.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    return new Lambda(this, id, {
      ...common,
      ...shapes[name],
      ...(reservedConcurrentExecutions === undefined ? {} : { reservedConcurrentExecutions }),
      functionName: fullName,
      code: Code.fromAsset(bundleOf(name, bundles)),
      role,
      logGroup,
      ...(access[name] === 'nothing' ? {} : { environment: { NODE_OPTIONS: '--enable-source-maps' } }),
    });
  }
}
