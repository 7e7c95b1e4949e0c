import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { answers } from './engine.ts';
import type { EnginePlace } from './engine.ts';
import { supervise } from './supervise.ts';
import type { Supervised } from './supervise.ts';

/**
 * Starts SQS (fauxqs) on its port, with its messages in the state directory. Differs from SQS in this: a receive gives at most
 * one message of a group, content-based deduplication forgets at a restart, and standard queues happen to keep their order.
 */
export async function startSqs(place: EnginePlace): Promise<Supervised> {
  const folder = path.join(place.stateDir, 'fauxqs');
  mkdirSync(folder, { recursive: true });
  return await supervise({
    name: 'fauxqs',
    script: path.join(import.meta.dirname, 'sqs-server.ts'),
    args: [String(place.port), folder],
    logFile: path.join(place.stateDir, 'logs', 'fauxqs.log'),
    probe: () => answers(place.port, 'AmazonSQS.ListQueues'),
    started: (pids) => place.notes.note('fauxqs', pids),
    gaveUp: place.gaveUp,
  });
}
