/** Repeated calls and events have an effect twice, and data is kept too long or lost. */
import { bySimulation, byTest, type Draft } from '../bug.ts';

export const repeats: readonly Draft[] = [
  {
    id: 'come-back-token-twice',
    what: 'a come-back token works any number of times',
    edits: [
      {
        anchor: 'if (!mayComeBack($from) || $from.comeBackUsedBy !== undefined) return err($refused);',
        replacement: 'if (!mayComeBack($from)) return err($refused);',
      },
    ],
    caughtBy: byTest('bug-token-shown'),
  },
  {
    id: 'used-token-shown',
    what: 'a come-back token is still shown after it was used',
    edits: [{ anchor: 'mayComeBack($shown) && $shown.comeBackUsedBy === undefined', replacement: 'mayComeBack($shown)' }],
    caughtBy: byTest('bug-token-shown'),
  },
  {
    id: 'talking-room-forgotten',
    what: 'the reconciler stops visiting a room in which only a talk goes on',
    edits: [
      {
        anchor: '$run.waiting + $run.seats + $run.talking + $run.unreadable === 0',
        replacement: '$run.waiting + $run.seats + $run.unreadable === 0',
      },
    ],
    caughtBy: byTest('bug-talking-room-live'),
  },
  {
    id: 'day-in-utc',
    what: 'events are counted under the day in UTC',
    edits: [
      { anchor: 'localDate($space.timeZone, $event.at)', within: 'countEvents', replacement: "localDate('UTC', $event.at)" },
    ],
    caughtBy: byTest('bug-day-zone'),
  },
  {
    id: 'wait-until-the-record',
    what: 'a wait is counted until its record comes, not until the match or the end',
    edits: [{ anchor: '$talk.match?.at ?? $talk.endedAt ?? $at', replacement: '$at' }],
    caughtBy: byTest('bug-wait-late'),
  },
  {
    id: 'erasure-keeps-subject',
    what: 'an erased request keeps the lock of its subject if its talk could not be ended',
    edits: [{ anchor: 'isTerminal($talk.state) ? [] : releaseSubject($talk)', replacement: '[]' }],
    caughtBy: byTest('bug-erasure-subject'),
  },
  {
    id: 'past-join-links',
    what: 'join links that have expired are stored',
    edits: [
      { anchor: '$expiresAt === undefined || $expiresAt <= $now', replacement: '$expiresAt === undefined', within: 'setJoin' },
    ],
    caughtBy: byTest('bug-join-past'),
  },
  {
    id: 'cancel-wakes-no-matcher',
    what: 'a cancelled request wakes no matcher for the volunteer whom it frees',
    edits: [{ anchor: 'if ($closed.value.freed) await wake($ports, $space.id);', replacement: '' }],
    caughtBy: byTest('bug-cancel-wakes'),
  },
  {
    id: 'feedback-of-before-kept',
    what: 'an erasure leaves the feedback that an earlier version stored',
    edits: [
      {
        anchor: 'const $earlier = await earlierFeedbackGone($ports, $space.id, matchesOf($found.value.talk));',
        replacement: 'const $earlier = ok();',
      },
    ],
    caughtBy: byTest('bug-feedback-before'),
  },
  {
    id: 'audit-page-short',
    what: 'a page of the audit is short where a row is hidden from its reader',
    edits: [{ anchor: '$reads < auditReadsMax', replacement: '$reads < 1' }],
    caughtBy: byTest('bug-audit-filled'),
  },
  {
    id: 'raised-without-alert',
    what: 'a raised case without an alert never gets one',
    edits: [
      {
        anchor: 'if (!$told.has($one.id)) await writeAlert($ports, $one);',
        replacement: 'if ($told.has($one.id)) await writeAlert($ports, $one);',
      },
    ],
    caughtBy: byTest('bug-alert-renewed'),
  },
  {
    id: 'alert-after-acknowledged',
    what: 'a case gets an alert although a coordinator has acknowledged it meanwhile',
    edits: [
      { anchor: '$store.commit([$alert, escalationRecord.unchanged($escalation)])', replacement: '$store.commit([$alert])' },
    ],
    caughtBy: byTest('bug-alert-renewed'),
  },
  {
    id: 'hidden-later-untold',
    what: 'no operator is told of a report that the removal of a coordinator hides from all coordinators',
    edits: [{ anchor: '$removed.ok ? tellOfHidden($ports, $space, $now) : $removed', replacement: '$removed' }],
    caughtBy: byTest('bug-report-hidden-later'),
  },
  {
    id: 'not-safe-again-raises-no-case',
    what: 'a seeker who waits and asks again because they are not safe raises no case',
    edits: [{ anchor: 'if ($open.value !== undefined) return notSafe($ports, $command, $open.value, $now);', replacement: '' }],
    caughtBy: byTest('bug-not-safe-again'),
  },
  {
    id: 'not-safe-refused-for-key',
    what: 'a seeker who is not safe is refused because the key was used with another body',
    edits: [
      {
        anchor: '$known.value.payload !== $asker.payload && $body.notSafeNow && !isTerminal($known.value.state)',
        replacement: 'false',
      },
    ],
    caughtBy: byTest('bug-not-safe-again'),
  },
  {
    id: 'not-safe-said-in-vain',
    what: 'a seeker who says that they are not safe keeps the place of those who are safe',
    edits: [{ anchor: "need: 'notSafeNow'", replacement: 'need: $talk.need', within: 'saidNotSafe', beside: 'isWaiting($talk)' }],
    caughtBy: byTest('bug-not-safe-said'),
  },
  {
    id: 'reports-of-both-sides-are-one',
    what: 'a report of the one side counts as the same report of the other side',
    edits: [{ anchor: '$earlier.value.filter(($report) => $report.by === $who)', replacement: '$earlier.value' }],
    caughtBy: byTest('bug-report-sides'),
  },
  {
    id: 'report-repeated',
    what: 'every repetition of a report is a new report',
    edits: [{ anchor: 'if ($same !== undefined) return saidAgain($ports, $same, $command.body.text, $now);', replacement: '' }],
    caughtBy: byTest('bug-report-repeated'),
  },
  {
    id: 'winner-told-gone',
    what: 'the winner of an offer is told that the offer is gone',
    edits: [
      {
        anchor:
          'if ($won !== undefined) return ok({ writes: [], value: { talk: $talk, match: $acceptedOffers, frees: $frees } });',
        replacement: '',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'key-reused-with-other-body',
    what: 'an idempotency key is accepted with another body',
    edits: [
      { anchor: "if ($known.value.payload !== $asker.payload) return err({ code: 'idempotency-mismatch' });", replacement: '' },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'key-does-not-name-request',
    what: 'the idempotency key does not determine the id of the request',
    edits: [
      {
        anchor: "$crypto.mac('request', $caller, $space.id, $command.key)",
        replacement:
          "$crypto.mac('request', $caller, $space.id, $command.key, payloadDigest($crypto, jsonObject($command.body)))",
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'repeat-refused-by-itself',
    what: 'a repeated call is refused because of the request that it made itself',
    edits: [{ anchor: 'return (await replayed($ports, $command, $now)) ?? $back;', replacement: 'return $back;' }],
    caughtBy: bySimulation,
  },
  {
    id: 'subject-asks-twice',
    what: 'a subject may have two live requests',
    edits: [{ anchor: 'if ($asker.subject !== undefined) { $writes.push(subjectRecord.put($$$record)); }', replacement: '' }],
    caughtBy: bySimulation,
  },
  {
    id: 'subject-never-asks-again',
    what: 'a subject can never ask again',
    edits: [
      {
        anchor: 'return [talkRecord.put($ports.ids, $ended, $before), ...releaseSubject($after)];',
        replacement: 'return [talkRecord.put($ports.ids, $ended, $before)];',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'ended-kept-too-long',
    what: 'an ended request is kept far beyond its retention',
    edits: [
      {
        anchor: 'plusSeconds($after.endedAt ?? $after.createdAt, $space.limits.retentionSeconds)',
        replacement: 'plusSeconds($after.endedAt ?? $after.createdAt, 1000 * $space.limits.retentionSeconds)',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'match-is-no-event',
    what: 'a match is not recorded as an event',
    edits: [
      {
        anchor: "{ ...$talk, seq: $talk.seq + 1, event: 'matched', $$$rest }",
        replacement: "{ ...$talk, seq: $talk.seq, event: 'matched', $$$rest }",
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'event-counted-twice',
    what: 'an event that is delivered again is counted again',
    edits: [{ anchor: 'if ($after.counted.includes($digest)) continue;', replacement: '' }],
    caughtBy: bySimulation,
  },
  {
    id: 'failed-batch-acknowledged',
    what: 'the event counter acknowledges a batch that failed',
    edits: [
      {
        anchor: 'return $first === undefined ? { batchItemFailures: [] } : failed($first);',
        replacement: 'return $first === undefined || $first !== undefined ? { batchItemFailures: [] } : failed($first);',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'erasure-without-tombstone',
    what: 'an erasure leaves no tombstone',
    edits: [
      {
        anchor: 'tombstoneRecord.overwrite($ports.ids, $grave)',
        within: 'erasure',
        replacement: '...[]',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'newer-field-rejected',
    what: 'a field that a newer version added is an error',
    edits: [
      { anchor: "if ($issue.code !== 'unrecognized_keys') return [];", replacement: 'if ($issue.code.length > 0) return [];' },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'newer-field-lost',
    what: 'a field that a newer version added is lost',
    edits: [
      {
        anchor: '$before === undefined ? [] : $unknownIn($before)',
        replacement: '$before === undefined || $unknownIn($before).length > 0 ? [] : $unknownIn($before)',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'erasure-forgets-latest-match-only',
    what: 'an erasure removes the request from the seat of its latest match only',
    edits: [
      {
        anchor: '[...$previousMatches, ...($match === undefined ? [] : [$match])].map(({ volunteer: $volunteer }) => $volunteer)',
        replacement:
          '[...$previousMatches, ...($match === undefined ? [] : [$match])].slice(-1).map(({ volunteer: $volunteer }) => $volunteer)',
      },
    ],
    caughtBy: byTest('bug-erasure-seats'),
  },
  {
    id: 'tombstone-lasts-an-hour',
    what: 'an erased request is answered as gone for an hour instead of a day',
    edits: [{ anchor: 'const tombstoneSeconds = 86_400;', replacement: 'const tombstoneSeconds = 3_600;' }],
    caughtBy: byTest('bug-tombstone-day'),
  },
];
