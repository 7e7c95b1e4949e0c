import { lambdaClient } from '../../shared/adapters/outside/lambda-client.ts';
import { lambdaOutside } from '../../shared/adapters/outside/lambda-outside.ts';
import { environment } from '../runtime/environment.ts';
import { clock, portsFor } from '../runtime/ports.ts';
import { webhooks } from './handler.ts';

const outside = lambdaOutside(lambdaClient(), environment.SENDER_FUNCTION ?? '');

export const handler = webhooks({ ports: portsFor, clock, outside, random: Math.random });
