/** One item that cannot be read, or one bug, stops what stands beside it. */
import { bySimulation, byTest, type Draft } from '../bug.ts';

export const unreadable: readonly Draft[] = [
  {
    id: 'unreadable-item-thrown',
    what: 'an item of a list that cannot be read stops the list',
    edits: [
      {
        anchor: 'return $read.ok ? [$read.value] : [];',
        within: 'readable',
        replacement: "if (!$read.ok) throw new Error('unreadable'); return [$read.value];",
      },
    ],
    caughtBy: byTest('bug-unreadable-room'),
  },
  {
    id: 'unreadable-untold',
    what: 'an item that cannot be read is set aside, and nothing says so',
    edits: [{ anchor: "$log.write({ code: 'item-unreadable', fields: $fields });", replacement: '' }],
    caughtBy: bySimulation,
  },
  {
    id: 'unreadable-space-stops-reconciler',
    what: 'a space that cannot be read ends the run of the reconciler',
    edits: [
      {
        anchor: "$ports.log.write({ code: 'room-failed', fields: { room: $live.room } });",
        replacement: "throw new Error('unreadable');",
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'write-unchecked',
    what: 'a use case stores what no reader accepts',
    edits: [{ anchor: 'if (!$parsed.success) throw new Error($$$why);', within: 'checked', replacement: '' }],
    caughtBy: byTest('bug-put-unchecked'),
  },
  {
    id: 'room-stops-reconciler',
    what: 'a bug in one room ends the run of the reconciler',
    edits: [
      {
        anchor: "await apart($ports, 'reconciler', () => reconcileRoom($ports, $live, $options))",
        replacement: 'await reconcileRoom($ports, $live, $options)',
      },
    ],
    caughtBy: byTest('bug-room-throws'),
  },
  {
    id: 'room-stops-batch',
    what: 'a bug in one room gives all wakes of its batch back to the queue',
    edits: [
      {
        anchor: "await apart($ports, 'matcher', async () => ok(await matched($$$of)))",
        replacement: 'ok(await matched($$$of))',
      },
    ],
    caughtBy: byTest('bug-wake-throws'),
  },
  {
    id: 'request-stops-sweep',
    what: 'a bug with one request ends the sweep',
    edits: [
      {
        anchor: "await apart($ports, 'reconciler', () => transact<boolean>($ports, $attempt))",
        replacement: 'await transact<boolean>($ports, $attempt)',
      },
    ],
    caughtBy: byTest('bug-sweep-throws'),
  },
  {
    id: 'unreadable-never-swept',
    what: 'a request that cannot be read is kept after its retention',
    edits: [{ anchor: 'await erasureByKey($ports, $item, $now)', replacement: 'ok([])' }],
    caughtBy: byTest('bug-unreadable-sweep'),
  },
  {
    id: 'unread-room-is-empty',
    what: 'a run that read nothing takes its room for empty and deletes the live row',
    edits: [
      {
        anchor: 'return $run.whole && $run.waiting + $run.seats + $run.talking + $run.unreadable === 0;',
        replacement: 'return $run.waiting + $run.seats + $run.talking + $run.unreadable === 0;',
      },
    ],
    caughtBy: byTest('bug-empty-unread'),
  },
  {
    id: 'unreadable-room-is-empty',
    what: 'a room in which nothing can be read is taken for empty',
    edits: [
      {
        anchor: 'return $run.whole && $run.waiting + $run.seats + $run.talking + $run.unreadable === 0;',
        replacement: 'return $run.whole && $run.waiting + $run.seats + $run.talking === 0;',
      },
    ],
    caughtBy: byTest('bug-unreadable-live'),
  },
  {
    id: 'unreadable-row-skipped',
    what: 'a room whose live row cannot be read is left out by the reconciler',
    edits: [
      {
        anchor: 'const $row = readOne($ports, liveRoomRecord, $item);',
        within: 'liveOf',
        replacement: 'const $row = readOne($ports, liveRoomRecord, $item); if (!$row.ok) return [];',
      },
    ],
    caughtBy: byTest('bug-unreadable-row'),
  },
  {
    id: 'unreadable-creator-ignored',
    what: 'a teen space is opened by one person, because the row that names its creator cannot be read',
    edits: [
      {
        anchor: 'if (!$row.ok) return $row; $read.push($row.value);',
        within: 'mayConfirm',
        replacement: 'if ($row.ok) $read.push($row.value);',
      },
    ],
    caughtBy: byTest('bug-unreadable-creation'),
  },
  {
    id: 'unreadable-cancel-refused',
    what: 'a waiting request that cannot be read cannot be cancelled',
    edits: [{ anchor: "$state !== 'waiting' && $state !== 'offered'", within: 'cancelUnread', replacement: 'true' }],
    caughtBy: byTest('bug-unreadable-cancel'),
  },
  {
    id: 'unreadable-erased-alone',
    what: 'an erasure of a request that cannot be read leaves its volunteer in the talk',
    edits: [{ anchor: '...seatWrites($ports, $seats.value, $left)', within: 'erasureUnread', replacement: '...[]' }],
    caughtBy: byTest('bug-unreadable-erase'),
  },
  {
    id: 'unreadable-erased-by-stranger',
    what: 'another partner erases a request that cannot be read',
    edits: [{ anchor: '!isTheirs($caller, $remains)', within: 'remainsFor', replacement: 'false' }],
    caughtBy: byTest('bug-unreadable-stranger'),
  },
  {
    id: 'unreadable-offer-kept',
    what: 'a volunteer cannot decline the offer of a request that cannot be read',
    edits: [
      {
        anchor: "if (!$talk.ok && $talk.error.code !== 'unreadable') return $talk;",
        within: 'declineMyOffer',
        replacement: 'if (!$talk.ok) return $talk;',
      },
    ],
    caughtBy: byTest('bug-unreadable-decline'),
  },
  {
    id: 'unreadable-talk-kept',
    what: 'a volunteer cannot leave the talk of a request that cannot be read',
    edits: [
      {
        anchor: "return $ended.error.code === 'unreadable' ? err(await leaveUnread($ports, $command, $now)) : $ended;",
        replacement: 'return $ended;',
      },
    ],
    caughtBy: byTest('bug-unreadable-leave'),
  },
  {
    id: 'strays-kept',
    what: 'a seat holds the offer of a request that cannot be read for ever',
    edits: [
      { anchor: 'const $strays = straysIn($view, $now);', replacement: 'const $strays = straysIn($view, $now).slice(0, 0);' },
    ],
    caughtBy: byTest('bug-strays'),
  },
  {
    id: 'unreadable-seat-holds-talk',
    what: 'a talk goes on although its seeker ended it, because the seat cannot be read',
    edits: [
      {
        anchor: 'if ($talk === undefined) { $$$over }',
        within: 'changeConversation',
        beside: 'const [$seat] = $aggregate.value.seats;',
        replacement: 'if ($talk === undefined || $seat === undefined) { $$$over }',
      },
    ],
    caughtBy: byTest('bug-unreadable-seat-end'),
  },
  {
    id: 'unreadable-counter-retried',
    what: 'a counter that cannot be read stops the counters of all spaces',
    edits: [
      {
        anchor: "if (!$found.ok) return $found.error.code === 'unreadable' ? uncounted : $found;",
        within: 'countDay',
        replacement: 'if (!$found.ok) return $found;',
      },
    ],
    caughtBy: byTest('bug-unreadable-counter'),
  },
  {
    id: 'leaver-waits-for-unread-talk',
    what: 'a volunteer who left during a talk that can no longer be read is never forgotten',
    edits: [
      {
        anchor: 'if ($held.value) return ok($talking);',
        within: 'seatGone',
        replacement: 'return ok($talking);',
      },
    ],
    caughtBy: byTest('bug-leaver-unread-talk'),
  },
  {
    id: 'leaver-waits-for-unread-seat',
    what: 'a volunteer who left and whose seat cannot be read is never forgotten',
    edits: [
      {
        anchor: 'const $isOver = plusSeconds($leftAt, formerLoginSeconds) <= $now;',
        replacement: 'const $isOver = false;',
      },
    ],
    caughtBy: byTest('bug-leaver-unread-seat'),
  },
  {
    id: 'bound-that-no-writer-keeps',
    what: 'a stored list gets a bound to which no use case keeps',
    edits: [
      {
        anchor: 'z.array(z.strictObject({ state: escalationState, at: epochMs, by: z.string(), note: z.string().optional() }))',
        replacement:
          'z.array(z.strictObject({ state: escalationState, at: epochMs, by: z.string(), note: z.string().optional() })).max(3)',
      },
    ],
    caughtBy: byTest('bug-bound-without-row'),
  },
  {
    id: 'counter-remembers-all',
    what: 'a counter remembers every event it has counted, and can no longer be read after a busy evening',
    edits: [
      {
        anchor: '[...$after.counted, $digest].slice(-countedEventsMax)',
        replacement: '[...$after.counted, $digest]',
      },
    ],
    caughtBy: byTest('bug-grown-beyond'),
  },
  {
    id: 'rematches-beyond-what-is-read',
    what: 'a request is rematched more often than a request that can be read',
    edits: [
      {
        anchor: '$talk.match.n < matchesPerRequestMax',
        replacement: '$talk.match.n <= matchesPerRequestMax',
      },
    ],
    caughtBy: byTest('bug-grown-beyond'),
  },
];
