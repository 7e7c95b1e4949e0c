/** The two sides of a match disagree, and writes are not conditional. */
import { bySimulation, byTest, type Draft } from '../bug.ts';

export const commits: readonly Draft[] = [
  {
    id: 'accept-leaves-other-offer',
    what: 'an accept leaves the other open offer on its seat',
    edits: [
      {
        anchor: 'others: $command.others.map(($other) => withoutOffersOf($other, $talk, $now))',
        replacement: 'others: $command.others',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'cancel-leaves-offer',
    what: 'a cancel leaves the offer on the seat',
    edits: [
      {
        anchor: 'seats: $aggregate.seats.map(($seat) => withoutOffersOf($seat, $talk, $now))',
        replacement: 'seats: $aggregate.seats',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'one-end-closes-all-offers',
    what: 'an offer that ends sends the request back to waiting although another offer is open',
    edits: [{ anchor: "state: $offers.length > 0 ? 'offered' : 'waiting'", replacement: "state: 'waiting'" }],
    caughtBy: bySimulation,
  },
  {
    id: 'third-offer',
    what: 'a third open offer is allowed',
    edits: [{ anchor: 'export const openOffersMax = 2;', replacement: 'export const openOffersMax = 3;' }],
    caughtBy: bySimulation,
  },
  {
    id: 'talk-revision-unchecked',
    what: 'a write does not check the revision of the request',
    edits: [
      {
        anchor:
          'if (!isTerminal($after.state) || isTerminal($before.state)) return [talkRecord.put($ports.ids, $after, $before)];',
        replacement:
          'if (!isTerminal($after.state) || isTerminal($before.state)) return [talkRecord.overwrite($ports.ids, $after)];',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'seat-revision-unchecked',
    what: 'a write does not check the revision of the seat',
    edits: [
      {
        anchor: 'return $seat === $old || $old === undefined ? [] : [seatRecord.put($ports.ids, $seat, $old)];',
        replacement: 'return $seat === $old || $old === undefined ? [] : [seatRecord.overwrite($ports.ids, $seat)];',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'offer-seat-revision-unchecked',
    what: 'an offer does not check the revision of the seat',
    edits: [
      {
        anchor: 'seatRecord.put($ports.ids, $opened.value.seat, $pair.seat)',
        replacement: 'seatRecord.overwrite($ports.ids, $opened.value.seat)',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'erasure-leaves-seat',
    what: 'an erasure leaves the seat unchanged',
    edits: [
      {
        anchor: '...seatWrites($ports, $before, $left)',
        within: 'erasure',
        replacement: '...[]',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'unknown-outcome-is-success',
    what: 'a write with an unknown outcome is reported as a success',
    edits: [
      {
        anchor: 'if ($committed.ok) return ok($decision.value.value);',
        replacement: "if ($committed.ok || $committed.error.code === 'unknown') return ok($decision.value.value);",
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'lost-race-is-success',
    what: 'a write that lost a race is reported as a success',
    edits: [
      {
        anchor: 'if ($committed.ok) return ok($decision.value.value);',
        replacement: "if ($committed.ok || $committed.error.code === 'lost') return ok($decision.value.value);",
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'lapse-beats-accept',
    what: 'a lapse overwrites an accept',
    edits: [
      {
        anchor:
          'return ok({ writes: talkAggregateWrites($ports, $aggregate.value, $after, $space), value: { changed: true, about: $about } });',
        replacement:
          "return ok({ writes: talkAggregateWrites($ports, $aggregate.value, $after, $space).map((one) => (one.kind === 'put' ? { ...one, expected: { kind: 'any' } } : one)), value: { changed: true, about: $about } });",
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'withdrawn-offer-copied',
    what: 'a withdrawn offer is written over a copy of the request that was read',
    edits: [
      {
        anchor: 'seatAggregateWrites($ports, { seat: $seat.value, talks: $offered.value }, $$$rest)',
        within: 'saveProfile',
        replacement:
          'seatAggregateWrites($ports, { seat: $seat.value, talks: $offered.value.map((talk) => ({ ...talk })) }, $$$rest)',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'invitation-overwrites-membership',
    what: 'accepting an invitation overwrites a membership of the same person',
    edits: [
      {
        anchor: 'membershipRecord.put($ports.ids, $membership, undefined)',
        within: 'linkOf',
        replacement: 'membershipRecord.overwrite($ports.ids, $membership)',
      },
    ],
    caughtBy: byTest('bug-membership'),
  },
  {
    id: 'throttled-transaction-not-repeated',
    what: 'a transaction that is cancelled because of throttled items is not repeated',
    edits: [
      {
        anchor: '$round === throttledRoundsMax || !isThrottledTransaction($answer.error)',
        replacement: '$round > 0 || !isThrottledTransaction($answer.error)',
      },
    ],
    caughtBy: byTest('bug-throttled-transaction'),
  },
  {
    id: 'stopped-room-not-postponed',
    what: 'a wake of a room that the store stopped is given back to its queue, and holds the room',
    edits: [{ anchor: 'const $isTimed = await retryRoom($ports, $room, $now);', replacement: 'const $isTimed = false;' }],
    caughtBy: byTest('bug-postponed-room'),
  },
  {
    id: 'commit-after-deadline',
    what: 'a call goes on to commit after its function has answered',
    edits: [
      {
        anchor: '{ ...$ports.store, commit: ($writes) => $ports.store.commit($writes, $deadline) }',
        replacement: '{ ...$ports.store, commit: ($writes) => $ports.store.commit($writes) }',
      },
    ],
    caughtBy: byTest('bug-commit-after-deadline'),
  },
  {
    id: 'resent-after-deadline',
    what: 'the SDK sends a write again after the deadline of its call',
    edits: [
      {
        anchor: 'return $deadline === undefined ? {} : { abortSignal: $deadline };',
        replacement: 'return $deadline === undefined ? {} : {};',
      },
    ],
    caughtBy: byTest('bug-deadline-sdk'),
  },
];
