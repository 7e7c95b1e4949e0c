import { beforeAll, describe, vi } from 'vitest';
import { everyRouteAlike } from './every-route.suite.ts';
import { service } from './service.suite.ts';
import { startMsMax, testMsMax, testsAtOnce } from './support/limits.ts';
import { startService } from './support/service.ts';

vi.setConfig({ maxConcurrency: testsAtOnce, testTimeout: testMsMax });

beforeAll(startService, startMsMax);

describe.concurrent('over HTTP', () => {
  everyRouteAlike();
  service();
});
