/** The template has wrong settings. */
import { byTest, type Draft } from '../bug.ts';

export const infrastructure: readonly Draft[] = [
  {
    id: 'stream-starts-at-latest',
    what: 'the stream is read from the latest record',
    edits: [{ anchor: 'StartingPosition.TRIM_HORIZON', replacement: 'StartingPosition.LATEST' }],
    caughtBy: byTest('bug-stream-start'),
  },
  {
    id: 'stream-batch-not-split',
    what: 'a failing batch of the stream is not split',
    edits: [{ anchor: 'bisectBatchOnError: true', replacement: 'bisectBatchOnError: false' }],
    caughtBy: byTest('bug-stream-bisect'),
  },
  {
    id: 'stream-retried-for-ever',
    what: 'a failing batch of the stream is retried until its records are too old',
    edits: [{ anchor: 'retryAttempts: eventCounterRetries', replacement: 'retryAttempts: -1' }],
    caughtBy: byTest('bug-stream-retries'),
  },
  {
    id: 'secret-removed-with-stack',
    what: 'the secret is deleted with the stack',
    edits: [
      {
        anchor: 'removalPolicy: RemovalPolicy.RETAIN',
        within: 'makeSecret',
        replacement: 'removalPolicy: RemovalPolicy.DESTROY',
      },
    ],
    caughtBy: byTest('bug-secret-stays'),
  },
  {
    id: 'message-received-too-often',
    what: 'a message is received a hundred times before it goes to the dead-letter queue',
    edits: [{ anchor: 'maxReceiveCount: wakeReceivesMax', replacement: 'maxReceiveCount: 100' }],
    caughtBy: byTest('bug-receives'),
  },
];
