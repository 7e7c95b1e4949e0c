import type { Disposables } from '../disposables.ts';
import type { StateDir } from '../state.ts';
import { availableDynamoDb, dynamoDbAdvice, startDynamoDb, type DynamoDbKind } from './dynamodb.ts';
import type { EngineSetup } from './engine.ts';
import { freePort } from './free-port.ts';
import { EngineNotes } from './orphans.ts';
import { startSqs } from './sqs.ts';
import type { Supervised } from './supervise.ts';

/** A running engine, started by the runner or given by its URL. */
export interface Engine {
  readonly url: string;
  /** Which engine it is, for people. */
  readonly name: string;
}

export interface Engines {
  readonly dynamoDb: Engine;
  readonly sqs: Engine;
}

export interface EnginesOptions {
  readonly state: StateDir;
  readonly disposables: Disposables;
  /** Which DynamoDB to use. By default the endpoint that the environment names, else an engine that this machine can run. */
  readonly dynamoDb?: DynamoDbKind | undefined;
  /** Called when an engine that the runner started cannot be kept running any more. */
  onGiveUp(error: Error): void;
}

/**
 * Starts DynamoDB and SQS on free ports, or uses those that AWS_ENDPOINT_URL_DYNAMODB and AWS_ENDPOINT_URL_SQS name. When neither
 * is possible, throws a message that says what to install.
 */
export async function startEngines(options: EnginesOptions): Promise<Engines> {
  const withNotes = { ...options, notes: new EngineNotes(options.state.folder) };
  const starting = [startOrFindDynamoDb(withNotes), startOrFindSqs(withNotes)] as const;
  // Waits for both before it reports a failure of one, so that the other is registered and can be stopped.
  await Promise.allSettled(starting);
  const [dynamoDb, sqs] = await Promise.all(starting);
  return { dynamoDb, sqs };
}

interface OptionsWithNotes extends EnginesOptions {
  readonly notes: EngineNotes;
}

async function startOrFindDynamoDb(options: OptionsWithNotes): Promise<Engine> {
  const given = process.env['AWS_ENDPOINT_URL_DYNAMODB'];
  if (options.dynamoDb === undefined && given !== undefined) return external(given);
  const kind = options.dynamoDb ?? availableDynamoDb();
  if (kind === undefined) throw new Error(dynamoDbAdvice);
  return await embedded(kind, options, (setup) => startDynamoDb(kind, setup));
}

async function startOrFindSqs(options: OptionsWithNotes): Promise<Engine> {
  const given = process.env['AWS_ENDPOINT_URL_SQS'];
  return given === undefined ? await embedded('fauxqs', options, startSqs) : external(given);
}

function external(url: string): Engine {
  return { url: url.replace(/\/$/, ''), name: 'given' };
}

type Start = (setup: EngineSetup) => Promise<Supervised>;

async function embedded(name: string, { state, disposables, notes, onGiveUp }: OptionsWithNotes, start: Start): Promise<Engine> {
  const port = await freePort(state.lastPort(name));
  state.rememberPort(name, port);
  const engine = await start({ stateDir: state.folder, port, notes, onGiveUp });
  disposables.add(() => engine.stop());
  return { url: `http://127.0.0.1:${port}`, name };
}
