import { environment } from '../runtime/environment.ts';
import { liveHttp } from '../http/live-http.ts';
import { publicRoutes } from './handler.ts';

export const handler = publicRoutes(liveHttp, { version: environment.EARSHOT_VERSION, url: environment.PUBLIC_URL });
