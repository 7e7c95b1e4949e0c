/** The deployed handlers that events start, on the ports and the clock of the invocation that runs. */
import { courier } from '../../../functions/courier/handler.ts';
import { matcher } from '../../../functions/matcher/handler.ts';
import { reconciler } from '../../../functions/reconciler/handler.ts';
import { clock, livePorts } from './runtime.ts';

const context = { ports: livePorts, clock };

export const handlers = { matcher: matcher(context), courier: courier(context), reconciler: reconciler(context) };
export type Handlers = typeof handlers;
