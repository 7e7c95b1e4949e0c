import { liveHttp } from '../runtime/http.ts';
import { coordinator } from './handler.ts';

export const handler = coordinator(liveHttp);
