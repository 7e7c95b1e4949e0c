import { liveHttp } from '../runtime/http.ts';
import { deferrable } from './handler.ts';

export const handler = deferrable(liveHttp);
