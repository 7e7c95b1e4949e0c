import { liveHttp } from '../http/live-http.ts';
import { waiting } from './handler.ts';

export const handler = waiting(liveHttp);
