import { snsCaseTopic } from '../../shared/adapters/sns/case-topic.ts';
import { snsClient } from '../../shared/adapters/sns/client.ts';
import { socketsClient } from '../../shared/adapters/sockets/client.ts';
import { apiGatewaySockets } from '../../shared/adapters/sockets/sockets.ts';
import { environment } from '../runtime/environment.ts';
import { clock, log, portsFor } from '../runtime/ports.ts';
import { frames } from './frames.ts';
import { notifier } from './handler.ts';
import { webhookEvents } from './webhook-events.ts';

const topic = snsCaseTopic(snsClient(), environment.CASE_TOPIC_ARN ?? '');
const sockets = apiGatewaySockets(socketsClient(environment.PUSH_URL ?? ''), log);

export const handler = notifier({
  ports: portsFor,
  clock,
  cases: { topic, publicUrl: environment.PUBLIC_URL },
  consumers: [webhookEvents(), frames(sockets)],
});
