import { afterAll, beforeAll } from 'vitest';
import { startDynamoDbEngine, type DynamoDbEngine, type EngineCommand } from './dynamodb-engine.ts';
import { engineStartMsMax } from './limits.ts';

/** One engine for the tests of a file (or of a describe). It is killed after them. The result returns its URL, inside a test. */
export function engineForTests(command: EngineCommand): () => string {
  let engine: DynamoDbEngine | undefined;
  beforeAll(async () => {
    engine = await startDynamoDbEngine(command);
  }, engineStartMsMax);
  afterAll(async () => engine?.kill());
  return () => {
    if (engine === undefined) throw new Error('the engine is not started');
    return engine.url;
  };
}
