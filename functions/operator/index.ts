import { liveHttp } from '../runtime/http.ts';
import { operator } from './handler.ts';

export const handler = operator(liveHttp);
