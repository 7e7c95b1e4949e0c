import { clock, livePorts } from '../runtime/ports.ts';
import { matcher } from './handler.ts';

export const handler = matcher({ ports: livePorts, clock });
