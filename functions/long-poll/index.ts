import { liveHttp } from '../http/live-http.ts';
import { longPoll } from './handler.ts';

export const handler = longPoll(liveHttp);
