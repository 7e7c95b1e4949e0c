import { beforeAll, describe, vi } from 'vitest';
import { service } from './service.suite.ts';
import { talk } from './talk.suite.ts';
import { startMsMax, testMsMax, testsAtOnce } from './support/limits.ts';
import { startService } from './support/service.ts';

vi.setConfig({ maxConcurrency: testsAtOnce, testTimeout: testMsMax });

beforeAll(startService, startMsMax);

describe.concurrent('over HTTP', () => {
  service();
  talk();
});
