/** Private data is shown, logged, or stored readably. */
import { byTest, type Draft } from '../bug.ts';

export const leaks: readonly Draft[] = [
  {
    id: 'safety-logged',
    what: 'the log says that a seeker is not safe',
    edits: [
      {
        anchor: 'if ($talk.value.fresh) await wake($ports, $space.value.id);',
        beside: 'spendAsk($ports, $command, $now)',
        replacement:
          "$ports.log.write({ code: 'asked', fields: { notSafeNow: $command.body.notSafeNow } }); if ($talk.value.fresh) await wake($ports, $space.value.id);",
      },
    ],
    caughtBy: byTest('bug-canaries'),
  },
  {
    id: 'bug-message-logged',
    what: 'the message of a bug is logged',
    edits: [{ anchor: "$stack.replace($error?.message ?? '', '')", replacement: '$stack' }],
    caughtBy: byTest('sec-bug-log-1'),
  },
  {
    id: 'opening-unsealed',
    what: 'the opening text of a seeker is stored without encryption',
    edits: [
      {
        anchor: '{ opening: $ports.crypto.seal($body.opening, `opening ${$asker.id}`) }',
        replacement: '{ opening: $body.opening }',
      },
    ],
    caughtBy: byTest('bug-canaries'),
  },
  {
    id: 'pseudonym-undigested',
    what: 'a pseudonym is kept without a digest',
    edits: [{ anchor: "return $crypto.mac('subject', $space, $partner, $subject);", replacement: 'return $subject;' }],
    caughtBy: byTest('bug-canaries'),
  },
  {
    id: 'partner-key-undigested',
    what: 'a partner key is kept without a digest',
    edits: [{ anchor: "return $crypto.mac('partner-key', $token);", replacement: 'return $token;' }],
    caughtBy: byTest('bug-canaries'),
  },
  {
    id: 'join-links-swapped',
    what: 'each side is shown the join link of the other side',
    edits: [
      {
        anchor: "$who === 'volunteer' ? $match.join.volunteerUrl : $match.join.seekerUrl",
        replacement: "$who === 'volunteer' ? $match.join.seekerUrl : $match.join.volunteerUrl",
      },
    ],
    caughtBy: byTest('bug-canaries'),
  },
  {
    id: 'unknown-field-repeated',
    what: 'a refusal repeats the names of unknown fields',
    edits: [
      {
        anchor: '{ pointer: $pointer, detail: `Unknown field.${$detail}` }',
        beside: '$keys.filter($is)',
        replacement: '{ pointer: $pointer, detail: `Unknown field: ${$keys.join()}.${$detail}` }',
      },
    ],
    caughtBy: byTest('bug-canaries'),
  },
  {
    id: 'report-outlives-request',
    what: 'a report still names the conversation of an erased request',
    edits: [
      {
        anchor: 'const { conversation: $_conversation, text: $_text, ...$kept } = $report;',
        replacement: 'const { text: $_text, ...$kept } = $report;',
      },
    ],
    caughtBy: byTest('bug-canaries'),
  },
  {
    id: 'seat-remembers-erased',
    what: 'a seat remembers a request that is erased',
    edits: [
      {
        anchor: '$acceptedOffers.length === $after.acceptedOffers.length ? $after : $forgot',
        replacement: '$acceptedOffers.length <= $after.acceptedOffers.length ? $after : $forgot',
      },
    ],
    caughtBy: byTest('bug-canaries'),
  },
  {
    id: 'sweep-inverted',
    what: 'the sweep keeps the requests that it must erase',
    edits: [{ anchor: '!isGone($talk.value, $now)', replacement: 'isGone($talk.value, $now)' }],
    caughtBy: byTest('bug-canaries'),
  },
  {
    id: 'tombstone-of-other-space',
    what: 'a request of another space answers that it is gone',
    edits: [{ anchor: "$crypto.mac('tombstone', $space, $id)", replacement: "$crypto.mac('tombstone', $id)" }],
    caughtBy: byTest('sec-capability-3'),
  },
  {
    id: 'board-counts-own-report',
    what: 'the board counts a report for the coordinator that the report is about',
    edits: [{ anchor: "$report.state === 'open' && !names($report, $self.value)", replacement: "$report.state === 'open'" }],
    caughtBy: byTest('sec-app-cases-1'),
  },
  {
    id: 'former-volunteer-sees-report',
    what: 'a coordinator who is no longer the reported volunteer sees the report',
    edits: [
      {
        anchor: '$volunteer === $self.volunteer || $persons.includes($self.subject)',
        replacement: '$volunteer === $self.volunteer',
      },
    ],
    caughtBy: byTest('sec-app-cases-2'),
  },
  {
    id: 'seeker-told-of-coordinator',
    what: 'the seeker is told that a coordinator looks for the volunteer',
    edits: [{ anchor: "...($who === 'volunteer' ? asksOf($match) : {})", replacement: '...asksOf($match)' }],
    caughtBy: byTest('bug-reach'),
  },
  {
    id: 'audit-links-spaces',
    what: 'a person has the same label in the audits of two spaces',
    edits: [{ anchor: "$crypto.mac('person-label', $space, $person)", replacement: "$crypto.mac('person-label', $person)" }],
    caughtBy: byTest('bug-audit-label'),
  },
  {
    id: 'feedback-of-few',
    what: 'coordinators are shown the feedback of fewer than five talks',
    edits: [{ anchor: 'if ($open.given.length < feedbackGroupMin) continue;', replacement: '' }],
    caughtBy: byTest('bug-feedback-group'),
  },
  {
    id: 'feedback-of-open-week',
    what: 'coordinators are shown the feedback of a week that is not complete',
    edits: [{ anchor: 'isoWeek(plusSeconds($now, -feedbackSettlesSeconds))', replacement: 'isoWeek($now)' }],
    caughtBy: byTest('bug-feedback-group'),
  },
  {
    id: 'feedback-groups-by-span',
    what: 'the groups of feedback depend on the span that is asked for',
    edits: [{ anchor: '{ from: groupingStart($span.from), to: $span.to }', replacement: '$span' }],
    caughtBy: byTest('bug-feedback-span'),
  },
  {
    id: 'feedback-unshared',
    what: 'a text that its writer did not share is kept',
    edits: [{ anchor: '$shareText && $text !== undefined ? $text : undefined', replacement: '$text' }],
    caughtBy: byTest('bug-feedback-text'),
  },
  {
    id: 'feedback-outlives-erasure',
    what: 'feedback outlives the erasure of its request',
    edits: [
      {
        anchor: '[...$writes.value, ...feedbackGone($ports, $talk.space, $talks), ...$release]',
        replacement: '[...$writes.value, ...$release]',
      },
    ],
    caughtBy: byTest('bug-feedback-erased'),
  },
  {
    id: 'feedback-during-erasure',
    what: 'feedback that is given during the erasure of its request stays',
    edits: [
      {
        anchor: '[feedbackRecord.overwrite($ports.ids, $given), talkRecord.unchanged($talk.value)]',
        replacement: '[feedbackRecord.overwrite($ports.ids, $given)]',
      },
    ],
    caughtBy: byTest('bug-feedback-erased'),
  },
];
