/**
 * The code inside a worker: loads one bundle and runs its handler for every event it receives, several at once. A bundle that
 * does not load ends the worker, and so does an uncaught error, as both end a Lambda environment.
 */
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import type { FromWorker, ToWorker, WorkerStart } from './protocol.ts';

type Handler = (event: unknown, context: unknown) => unknown;
type Invocation = Extract<ToWorker, { kind: 'invoke' }>;

// In its own process, the worker gets its data as an argument, and it ends with the process that started it.
const start: WorkerStart = isMainThread ? JSON.parse(process.argv[2] ?? '') : workerData;
if (isMainThread) process.once('disconnect', () => process.exit());
const parent = isMainThread ? process : parentPort;
const handler = await load();

parent?.on('message', (message: ToWorker) => {
  if (message.kind === 'ping') send({ kind: 'pong' });
  else void run(message);
});
send({ kind: 'ready' });

function send(message: FromWorker): void {
  if (!isMainThread) parentPort?.postMessage(message);
  else if (process.connected) process.send?.(message);
}

async function load(): Promise<Handler> {
  const exported: unknown = await import(start.module);
  const found = isRecord(exported) ? exported[start.exportName] : undefined;
  if (!isHandler(found)) throw new Error(`${start.module} exports no function ${start.exportName}`);
  return found;
}

async function run(invocation: Invocation): Promise<void> {
  try {
    const result = await handler(JSON.parse(invocation.event), contextOf(invocation));
    send({ kind: 'answer', id: invocation.id, payload: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    send({ kind: 'error', id: invocation.id, errorType: name, errorMessage: message, trace: stack ?? '' });
  }
}

/** The context object of Lambda for Node.js, without the callbacks that its newest runtimes have removed. */
function contextOf({ requestId, deadline }: Invocation): object {
  return {
    functionName: start.name,
    functionVersion: '$LATEST',
    invokedFunctionArn: start.arn,
    memoryLimitInMB: String(start.memoryMb),
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/${start.name}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

function isHandler(value: unknown): value is Handler {
  return typeof value === 'function';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
