import { liveHttp } from '../runtime/http.ts';
import { seeker } from './handler.ts';

export const handler = seeker(liveHttp);
