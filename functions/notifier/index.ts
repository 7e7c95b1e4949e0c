import { snsCaseTopic } from '../../shared/adapters/sns/case-topic.ts';
import { snsClient } from '../../shared/adapters/sns/client.ts';
import { environment } from '../runtime/environment.ts';
import { clock, portsFor } from '../runtime/ports.ts';
import { notifier } from './handler.ts';
import { webhookEvents } from './webhook-events.ts';

const topic = snsCaseTopic(snsClient(), environment.CASE_TOPIC_ARN ?? '');

export const handler = notifier({
  ports: portsFor,
  clock,
  cases: { topic, publicUrl: environment.PUBLIC_URL },
  consumers: [webhookEvents()],
});
