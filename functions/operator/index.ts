import { liveHttp } from '../http/live-http.ts';
import { operator } from './handler.ts';

export const handler = operator(liveHttp);
