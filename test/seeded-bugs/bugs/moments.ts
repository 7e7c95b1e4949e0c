/** The moment counts: who can be reached, what has ended, which day it is. */
import { byTest, type Draft } from '../bug.ts';

export const moments: readonly Draft[] = [
  {
    id: 'fewer-places-forgotten',
    what: 'a volunteer who chooses one place during two talks keeps two',
    edits: [
      {
        anchor: 'capacity: $command.capacity',
        within: 'goOn',
        beside: "const $fresh = $seat.on === 'off' || $seat.session === undefined;",
        replacement: 'capacity: Math.max($command.capacity, $seat.talks.length + $seat.offers.length)',
      },
    ],
    caughtBy: byTest('bug-fewer-places'),
  },
  {
    id: 'rematch-on-wrong-day',
    what: 'a rematch after midnight takes a talk off the new day',
    edits: [
      {
        anchor: 'date: localDate($space.timeZone, $open.talk.match.at)',
        beside: "rematchOf($open, $who === 'volunteer' ? 'volunteer' : 'seeker', $times, $now)",
        replacement: 'date: localDate($space.timeZone, $now)',
      },
    ],
    caughtBy: byTest('bug-rematch-day'),
  },
  {
    id: 'held-though-over',
    what: 'the matching endpoint holds its answer although the request has ended',
    edits: [{ anchor: '$status === 200 || $isOver === true', replacement: '$status === 200' }],
    caughtBy: byTest('bug-held-though-over'),
  },
  {
    id: 'offers-after-closing',
    what: 'offers are made after the closing of the space',
    edits: [{ anchor: "if ($closed) $found.push('space-closed');", replacement: '' }],
    caughtBy: byTest('bug-closing'),
  },
  {
    id: 'waits-after-closing',
    what: 'a request waits on after the closing of the space',
    edits: [{ anchor: '$closed && $talk.offers.length === 0', within: 'isExpiryDue', replacement: 'false' }],
    caughtBy: byTest('bug-closing'),
  },
  {
    id: 'closing-ends-open-offer',
    what: 'the closing of the space takes an open offer away',
    edits: [{ anchor: '$closed && $talk.offers.length === 0', within: 'isExpiryDue', replacement: '$closed' }],
    caughtBy: byTest('bug-closing'),
  },
  {
    id: 'on-after-eligibility',
    what: 'a volunteer stays on after a required credential has expired',
    edits: [{ anchor: 'eligibilityEnded($of, $now)', within: 'isDueOff', replacement: 'false' }],
    caughtBy: byTest('bug-eligibility-ends'),
  },
  {
    id: 'page-counts-unreachable',
    what: 'the public page counts a volunteer whom no offer could reach',
    edits: [
      {
        anchor: '($seat) => isReachable($asPerson($seat), $moment, $now)',
        within: 'isVolunteerFree',
        replacement: '($seat) => $seat.offers.length === 0',
      },
    ],
    caughtBy: byTest('bug-one-definition-of-free'),
  },
  {
    id: 'evening-reaches-into-closed-date',
    what: 'the span of an evening reaches into a date that is closed',
    edits: [
      {
        anchor: 'exceptionOn($of, $day + dayMs) === undefined ? Infinity : instantOf($zone, $day + dayMs)',
        replacement: 'Infinity',
      },
    ],
    caughtBy: byTest('bug-closed-date'),
  },
  {
    id: 'last-rematch-waits',
    what: 'a request waits again after the maximum of matches',
    edits: [{ anchor: '$talk.match.n < matchesPerRequestMax', replacement: 'true' }],
    caughtBy: byTest('bug-last-rematch'),
  },
  {
    id: 'vanished-volunteer-stays',
    what: 'a seeker cannot leave a volunteer who joined and vanished',
    edits: [{ anchor: '{ from: plusSeconds($otherHereAt, vanishedAfterSeconds) }', replacement: 'undefined' }],
    caughtBy: byTest('bug-vanished-volunteer'),
  },
  {
    id: 'no-return-after-vanished',
    what: 'a seeker whose volunteer vanished gets no come-back token after the end',
    edits: [{ anchor: '$match.endedAt >= $gone', replacement: 'false' }],
    caughtBy: byTest('bug-vanished-comes-back'),
  },
  {
    id: 'erased-counts-as-cancelled',
    what: 'the figures of a day count an erased request as cancelled only',
    edits: [{ anchor: "$event === 'cancelled' && $erasing === true", replacement: 'false' }],
    caughtBy: byTest('bug-erased-counted'),
  },
  {
    id: 'stale-figures-unsaid',
    what: 'the board does not say that its figures are stale',
    edits: [{ anchor: '$at <= plusSeconds($now, -figuresStaleSeconds)', replacement: 'false' }],
    caughtBy: byTest('bug-stale-figures'),
  },
  {
    id: 'first-cases-counted',
    what: 'the board counts the open cases among the first hundred',
    edits: [
      {
        anchor: '$open += $openOf($page.value.items).length;',
        replacement: 'return ok($openOf($page.value.items).length);',
      },
    ],
    caughtBy: byTest('bug-cases-counted'),
  },
];
