import { liveHttp } from '../http/live-http.ts';
import { sheddable } from './handler.ts';

export const handler = sheddable(liveHttp);
