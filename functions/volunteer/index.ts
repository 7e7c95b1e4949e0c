import { liveHttp } from '../http/live-http.ts';
import { volunteer } from './handler.ts';

export const handler = volunteer(liveHttp);
