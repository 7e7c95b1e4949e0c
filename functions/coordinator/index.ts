import { liveHttp } from '../http/live-http.ts';
import { coordinator } from './handler.ts';

export const handler = coordinator(liveHttp);
