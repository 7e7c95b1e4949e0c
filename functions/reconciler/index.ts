import { clock, portsFor } from '../runtime/ports.ts';
import { reconciler } from './handler.ts';

export const handler = reconciler({ ports: portsFor, clock });
