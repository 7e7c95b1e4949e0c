import { resolveWith } from '../../shared/adapters/outside/resolve.ts';
import { publicWay, sendWith } from '../../shared/adapters/outside/send.ts';
import { sender } from './handler.ts';

export const handler = sender(sendWith({ wayTo: publicWay(resolveWith()), clock: Date.now }));
