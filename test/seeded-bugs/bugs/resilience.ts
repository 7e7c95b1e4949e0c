/** The wrong calls are shed, and writes are lost. */
import { byScenario, byTest, type Draft } from '../bug.ts';

export const resilience: readonly Draft[] = [
  {
    id: 'shed-without-retry-after',
    what: 'a shed caller is not told when to try again',
    edits: [{ anchor: "...($after === undefined ? {} : { 'retry-after': String($after) })", replacement: '...{}' }],
    caughtBy: byScenario('load'),
  },
  {
    id: 'help-numbers-shed',
    what: 'help numbers are shed like a list',
    edits: [
      {
        anchor: "answers: { 200: z.object({ items: z.array(publicResource).max($max), support }) }, problems: [], shed: 'never'",
        replacement:
          "answers: { 200: z.object({ items: z.array(publicResource).max($max), support }) }, problems: [], shed: 'console'",
      },
    ],
    caughtBy: byScenario('load'),
  },
  {
    id: 'unsafe-seeker-shed',
    what: 'a seeker who is not safe is shed like other seekers',
    edits: [{ anchor: "if ($fields.get('notSafeNow') === true) return undefined;", replacement: '' }],
    caughtBy: byScenario('load'),
  },
  {
    id: 'nothing-shed',
    what: 'no call is shed',
    edits: [{ anchor: '$random() >= shareShed($rank, $pressure)', replacement: 'shareShed($rank, $pressure) >= 0' }],
    caughtBy: byScenario('load'),
  },
  {
    id: 'most-urgent-shed-first',
    what: 'the most urgent calls are shed first',
    edits: [
      { anchor: 'console: { ms: 400, calls: 5, callers: 3 }', replacement: 'now: { ms: 400, calls: 5, callers: 3 }' },
      { anchor: 'now: { ms: 850, calls: 10, callers: 6 }', replacement: 'console: { ms: 850, calls: 10, callers: 6 }' },
    ],
    caughtBy: byScenario('load'),
  },
  {
    id: 'cancel-shares-small-cap',
    what: 'cancelling and ending share the cap of a few executions',
    edits: [
      {
        anchor: 'reserved: { "long-poll": $longPoll, sheddable: $sheddable, matcher: $matcher }',
        replacement: 'reserved: { "long-poll": $longPoll, sheddable: $sheddable, matcher: $matcher, seeker: 1 }',
      },
    ],
    caughtBy: byScenario('load'),
  },
  {
    id: 'write-acknowledged-early',
    what: 'a write is acknowledged before it is done',
    edits: [
      {
        anchor: "if ($only.kind === 'put') return put($io, $only);",
        replacement: "if ($only.kind === 'put') return void put($io, $only).catch(() => undefined), ok();",
      },
    ],
    caughtBy: byScenario('full disk'),
  },
  {
    id: 'revision-not-a-condition',
    what: 'the revision that was read is not a condition of the write',
    edits: [{ anchor: "ConditionExpression: '#rev = :rev'", replacement: "ConditionExpression: '#rev = :rev OR #rev <> :rev'" }],
    caughtBy: byScenario('slow engine'),
  },
  {
    id: 'engine-in-memory',
    what: 'the database engine keeps its data in memory',
    edits: [
      { anchor: "[$binary, $$$options, '--db-path', $file]", replacement: '[$binary, $$$options]' },
      { anchor: "if ($kind === 'dynoxide') keepStreamsQuick($file);", replacement: '' },
    ],
    caughtBy: byScenario('kills'),
  },
  {
    id: 'engine-not-restarted',
    what: 'an engine that died is not started again',
    edits: [{ anchor: 'if (!$stopping) void $restart();', replacement: '' }],
    caughtBy: byScenario('kills'),
  },
  {
    id: 'killed-worker-used',
    what: 'a killed worker still gets work',
    edits: [
      {
        anchor: 'if ($sandbox.isOpen) $open.push($sandbox); else $remove',
        replacement: 'if ($sandbox) $open.push($sandbox); else $remove',
      },
    ],
    caughtBy: byScenario('kills'),
  },
  {
    id: 'unanswered-transaction-done',
    what: 'a transaction without an answer is treated as done',
    edits: [
      {
        anchor:
          'if ($round === throttledRoundsMax || !isThrottledTransaction($answer.error)) return transactionFailure($answer.error);',
        replacement:
          "if ($answer.error.attempts.includes('unanswered')) return ok(); if ($round === throttledRoundsMax || !isThrottledTransaction($answer.error)) return transactionFailure($answer.error);",
      },
    ],
    caughtBy: byTest('bug-lost-transaction'),
  },
  {
    id: 'refused-write-done',
    what: 'a write that a full disk refused is treated as done',
    edits: [
      { anchor: 'if (!$answer.ok) return putFailure($item.rev, $answer.error);', replacement: 'if (!$answer.ok) return ok();' },
    ],
    caughtBy: byScenario('full disk'),
  },
];
