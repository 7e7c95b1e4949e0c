import { liveHttp } from '../runtime/http.ts';
import { waiting } from './handler.ts';

export const handler = waiting(liveHttp);
