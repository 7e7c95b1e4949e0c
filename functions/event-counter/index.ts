import { clock, portsFor } from '../runtime/ports.ts';
import { eventCounter } from './handler.ts';

export const handler = eventCounter({ ports: portsFor, clock });
