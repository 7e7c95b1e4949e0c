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
        beside: "rematch($open, $who === 'volunteer' ? 'volunteer' : 'seeker', $times, $now)",
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
];
