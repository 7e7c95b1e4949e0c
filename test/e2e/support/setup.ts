/** Before any suite: how many tests run at once, how long one test may take, and the service that all of them call. */
import { beforeAll, vi } from 'vitest';
import { startMsMax, testMsMax, testsAtOnce } from './limits.ts';
import { startService } from './service.ts';

vi.setConfig({ maxConcurrency: testsAtOnce, testTimeout: testMsMax });

beforeAll(startService, startMsMax);
