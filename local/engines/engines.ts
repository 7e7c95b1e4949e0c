import type { Closers } from '../closers.ts';
import type { StateDir } from '../state.ts';
import { availableDynamoDb, dynamoDbAdvice, startDynamoDb } from './dynamodb.ts';
import type { DynamoDbKind } from './dynamodb.ts';
import type { EnginePlace } from './engine.ts';
import { freePort } from './free-port.ts';
import { EngineNotes } from './orphans.ts';
import { startSqs } from './sqs.ts';
import type { Supervised } from './supervise.ts';

/** An engine that answers, embedded or not. */
export interface Engine {
  readonly url: string;
  /** For people: which one it is. */
  readonly name: string;
}

export interface Engines {
  readonly dynamoDb: Engine;
  readonly sqs: Engine;
}

export interface EnginesOptions {
  readonly state: StateDir;
  readonly closers: Closers;
  /** Which DynamoDB to use; without, the endpoint of the environment, else what this machine can run. */
  readonly dynamoDb?: DynamoDbKind | undefined;
  /** Told when an embedded engine can no longer be kept alive. */
  gaveUp(error: Error): void;
}

/**
 * Starts DynamoDB and SQS on free ports; or uses those that AWS_ENDPOINT_URL_DYNAMODB and AWS_ENDPOINT_URL_SQS name. Throws what
 * to install where neither is possible.
 */
export async function startEngines(options: EnginesOptions): Promise<Engines> {
  const noted = { ...options, notes: new EngineNotes(options.state.folder) };
  const starting = [startOrFindDynamoDb(noted), startOrFindSqs(noted)] as const;
  // Both are awaited before a failure of one is told, so that the other is known and can be ended.
  await Promise.allSettled(starting);
  const [dynamoDb, sqs] = await Promise.all(starting);
  return { dynamoDb, sqs };
}

interface Noted extends EnginesOptions {
  readonly notes: EngineNotes;
}

async function startOrFindDynamoDb(options: Noted): Promise<Engine> {
  const given = process.env['AWS_ENDPOINT_URL_DYNAMODB'];
  if (options.dynamoDb === undefined && given !== undefined) return external(given);
  const kind = options.dynamoDb ?? availableDynamoDb();
  if (kind === undefined) throw new Error(dynamoDbAdvice);
  return await embedded(kind, options, (place) => startDynamoDb(kind, place));
}

async function startOrFindSqs(options: Noted): Promise<Engine> {
  const given = process.env['AWS_ENDPOINT_URL_SQS'];
  return given === undefined ? await embedded('fauxqs', options, startSqs) : external(given);
}

function external(url: string): Engine {
  return { url: url.replace(/\/$/, ''), name: 'given' };
}

type Start = (place: EnginePlace) => Promise<Supervised>;

async function embedded(name: string, { state, closers, notes, gaveUp }: Noted, start: Start): Promise<Engine> {
  const port = await freePort(state.lastPort(name));
  state.rememberPort(name, port);
  const engine = await start({ stateDir: state.folder, port, notes, gaveUp });
  closers.add(() => engine.stop());
  return { url: `http://127.0.0.1:${port}`, name };
}
