import { environment } from '../runtime/environment.ts';
import { clock, log, portsFor } from '../runtime/ports.ts';
import { live } from './handler.ts';

const origins = environment.LIVE_ORIGINS.split(',').filter((origin) => origin !== '');

export const handler = live({ ports: portsFor, clock, log, origins });
