import { clock, portsFor } from '../runtime/ports.ts';
import { matcher } from './handler.ts';

export const handler = matcher({ ports: portsFor, clock });
