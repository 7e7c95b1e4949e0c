import { liveHttp } from '../http/live-http.ts';
import { seeker } from './handler.ts';

export const handler = seeker(liveHttp);
