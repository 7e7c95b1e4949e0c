import { snsCaseTopic } from '../../shared/adapters/sns/case-topic.ts';
import { snsClient } from '../../shared/adapters/sns/client.ts';
import { environment } from '../runtime/environment.ts';
import { clock, portsFor } from '../runtime/ports.ts';
import { caseNotifier } from './handler.ts';

const topic = snsCaseTopic(snsClient(), environment.CASE_TOPIC_ARN ?? '');

export const handler = caseNotifier({ ports: portsFor, clock, topic, publicUrl: environment.PUBLIC_URL });
