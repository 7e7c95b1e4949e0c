import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { answers, type EngineSetup } from './engine.ts';
import { supervise, type Supervised } from './supervise.ts';

/**
 * Starts SQS (fauxqs) on its port, with its messages in the state directory. It differs from SQS: a receive gives at most one
 * message of a group, content-based deduplication forgets at a restart, and standard queues keep their order.
 */
export async function startSqs(setup: EngineSetup): Promise<Supervised> {
  const folder = path.join(setup.stateDir, 'fauxqs');
  mkdirSync(folder, { recursive: true });
  return await supervise({
    name: 'fauxqs',
    script: path.join(import.meta.dirname, 'sqs-server.ts'),
    args: [String(setup.port), folder],
    logFile: path.join(setup.stateDir, 'logs', 'fauxqs.log'),
    probe: () => answers(setup.port, 'AmazonSQS.ListQueues'),
    started: (pids) => setup.notes.note('fauxqs', pids),
    onGiveUp: setup.onGiveUp,
  });
}
