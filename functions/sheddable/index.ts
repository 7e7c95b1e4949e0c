import { liveHttp } from '../http/live-http.ts';
import { deferrable } from './handler.ts';

export const handler = deferrable(liveHttp);
