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
    edits: [{ anchor: 'retryAttempts: streamRetries', replacement: 'retryAttempts: -1' }],
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
  {
    id: 'case-told-once',
    what: 'coordinators are told of a case once and never again',
    edits: [
      {
        anchor: 'if ($toldAt === undefined) return true; return $due;',
        within: 'isDueToTell',
        replacement: 'return $toldAt === undefined;',
      },
    ],
    caughtBy: byTest('bug-case-told-again'),
  },
  {
    id: 'case-told-for-ever',
    what: 'an acknowledged case is told again and again',
    edits: [{ anchor: "$state === 'acknowledged' ? [$alert] : []", replacement: '[]' }],
    caughtBy: byTest('bug-case-told-again'),
  },
  {
    id: 'case-notice-lost',
    what: 'a notice that could not be sent counts as sent',
    edits: [
      { anchor: 'if ($sent.ok) await $ports.store.commit([$noted]);', replacement: 'await $ports.store.commit([$noted]);' },
    ],
    caughtBy: byTest('bug-case-told'),
  },
  {
    id: 'case-late-silent',
    what: 'no alarm learns of a case without an answer',
    edits: [{ anchor: "$ports.log.write({ code: 'cases-late', fields: $fields });", replacement: '' }],
    caughtBy: byTest('bug-case-late'),
  },
  {
    id: 'case-alert-missing',
    what: 'a raised case leaves no alert',
    edits: [
      {
        anchor: '[escalationRecord.put($ids, $raised, undefined), caseAlertRecord.put($ids, $alert, undefined)]',
        replacement: '[escalationRecord.put($ids, $raised, undefined)]',
      },
    ],
    caughtBy: byTest('bug-case-told-again'),
  },
  {
    id: 'notifier-filter',
    what: 'an alert that is deleted starts the notifier too',
    edits: [{ anchor: "eventName: FilterRule.or('INSERT', 'MODIFY')", replacement: 'eventName: FilterRule.exists()' }],
    caughtBy: byTest('bug-notifier-filter'),
  },
  {
    id: 'case-alarm-blind',
    what: 'the alarm of cases without an answer looks for another line',
    edits: [
      { anchor: 'filterPattern: FilterPattern.allTerms($code)', replacement: "filterPattern: FilterPattern.allTerms('late')" },
    ],
    caughtBy: byTest('bug-case-alarm'),
  },
];
