/** The sender of a service that runs on one machine. Its bundle is in no deployed template: only the local runner asks for it. */
import { publicOrLoopbackWay } from '../../shared/adapters/outside/loopback-way.ts';
import { resolveWith } from '../../shared/adapters/outside/resolve.ts';
import { sendWith } from '../../shared/adapters/outside/send.ts';
import { sender } from './handler.ts';

export const handler = sender(sendWith({ wayTo: publicOrLoopbackWay(resolveWith()), clock: Date.now }));
