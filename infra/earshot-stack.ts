import { CfnOutput, Stack } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import packageJson from '../package.json' with { type: 'json' };
import { env } from '../shared/names.ts';
import { acknowledgeFindings } from './nag-suppressions.ts';
import { Api } from './api.ts';
import type { EarshotContext } from './context.ts';
import { NotifierStart, makeCaseTopic } from './notifier.ts';
import { EventCounter } from './event-counter.ts';
import { Functions } from './functions.ts';
import type { Resources } from './grants.ts';
import { makeIdentity, type Identity } from './identity.ts';
import { Live } from './live.ts';
import { Matching } from './matching.ts';
import { Monitoring } from './monitoring.ts';
import { Queues } from './queues.ts';
import { makeSecret } from './secret.ts';
import { Tables } from './tables.ts';
import { refuseDeployment, WebhooksStart } from './webhooks.ts';
import { watchEverything } from './alarms.ts';

interface EarshotStackProps {
  readonly context: EarshotContext;
  /** The folder with one bundle per function. */
  readonly codeDir: string;
}

/** The whole service: its parts, and which part may touch which. */
export class EarshotStack extends Stack {
  constructor(scope: Construct, id: string, { context, codeDir }: EarshotStackProps) {
    super(scope, id, { stackName: context.stackName, description: packageJson.description });
    const { longPollConcurrency: longPoll, sheddableConcurrency: sheddable, matcherConcurrency: matcher } = context;
    const tables = new Tables(this, 'Tables');
    const queues = new Queues(this, 'Queues');
    const secret = makeSecret(this, 'Secret');
    const identity = makeIdentity(this, 'Identity', context);
    const api = new Api(this, 'Api', context);
    const publicUrl = context.publicUrl ?? api.http.apiEndpoint;
    const live = new Live(this, 'Live');
    const settings = settingsOf(context, identity, { publicUrl, liveUrl: live.url });
    const caseTopic = makeCaseTopic(this, 'CaseTopic');
    const resources = { tables, queues, secret, caseTopic, live, settings };
    const functions = new Functions(this, 'Functions', {
      codeDir,
      webhookLoopback: context.webhookLoopback,
      reserved: { 'long-poll': longPoll, sheddable, matcher },
      resources,
    }).all;

    api.route(functions);
    live.route(functions.live);
    new Matching(this, 'Matching', { queues, ...functions, matcherConcurrency: matcher });
    new EventCounter(this, 'EventCounter', {
      live: tables.live,
      eventCounter: functions['event-counter'],
      dead: queues.eventCounterDead,
    });

    new NotifierStart(this, 'NotifierStart', {
      live: tables.live,
      notifier: functions['notifier'],
      dead: queues.notifierDead,
    });

    new WebhooksStart(this, 'WebhooksStart', { queues, webhooks: functions.webhooks });

    const topic = context.alarmTopicArn === undefined ? undefined : Topic.fromTopicArn(this, 'AlarmTopic', context.alarmTopicArn);
    watchEverything(new Monitoring(this, 'Watch', topic), {
      queues,
      functions,
      api: api.http,
    });

    new CfnOutput(this, 'Url', { value: publicUrl });
    new CfnOutput(this, 'LiveUrl', { value: live.url });
    new CfnOutput(this, 'Issuer', { value: identity.issuer });
    new CfnOutput(this, 'Audience', { value: identity.audiences.join(',') });
    new CfnOutput(this, 'CaseTopicArn', { value: caseTopic.topicArn });
    if (context.webhookLoopback) refuseDeployment(this);
    acknowledgeFindings({
      live: tables.live,
      links: tables.links,
      eventCounterDead: queues.eventCounterDead,
      notifierDead: queues.notifierDead,
      secret,
      api,
      sockets: live,
      notifierRole: functions.notifier.role,
      pool: this.node.tryFindChild('Identity'),
    });
  }
}

/** Values of the environment that do not depend on the function. Each function gets those that its row of `access` names, if there are any. */
function settingsOf(
  context: EarshotContext,
  identity: Identity,
  { publicUrl, liveUrl }: { readonly publicUrl: string; readonly liveUrl: string },
): Resources['settings'] {
  const origins = context.liveOrigins ?? context.corsOrigins;
  return {
    [env.publicUrl]: publicUrl,
    [env.liveUrl]: liveUrl,
    ...(origins.length === 0 ? {} : { [env.liveOrigins]: origins.join(',') }),
    [env.oidcIssuer]: identity.issuer,
    [env.oidcAudience]: identity.audiences.join(','),
    [env.waitSecondsMax]: String(context.waitSecondsMax),
    [env.waitSlots]: String(context.waitSlots),
    [env.spacesApart]: String(context.spacesApart),
    ...(context.webhookLoopback ? { [env.webhookLoopback]: 'true' } : {}),
    [env.version]: packageJson.version,
  };
}
