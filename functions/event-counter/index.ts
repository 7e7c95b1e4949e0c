import { clock, livePorts } from '../runtime/ports.ts';
import { eventCounter } from './handler.ts';

export const handler = eventCounter({ ports: livePorts, clock });
