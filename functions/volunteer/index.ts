import { liveHttp } from '../runtime/http.ts';
import { volunteer } from './handler.ts';

export const handler = volunteer(liveHttp);
