import { clock, livePorts } from '../runtime/ports.ts';
import { courier } from './handler.ts';

export const handler = courier({ ports: livePorts, clock });
