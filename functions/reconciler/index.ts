import { clock, livePorts } from '../runtime/ports.ts';
import { reconciler } from './handler.ts';

export const handler = reconciler({ ports: livePorts, clock });
