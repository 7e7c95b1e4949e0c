/** Going on and off, leases and rest. */
import { bySimulation, byTest, type Draft } from '../bug.ts';

export const availability: readonly Draft[] = [
  {
    id: 'renewal-undoes-off',
    what: 'a late renewal undoes an off',
    edits: [
      {
        anchor:
          "if ($seat.on === 'off' || $seat.session !== $session) return err({ code: 'session-ended' }); return ok(extendLease($seat, $leaseSeconds, $now));",
        replacement:
          "if ($session === '') return err({ code: 'session-ended' }); return ok({ ...extendLease($seat, $leaseSeconds, $now), on: 'on', session: $session });",
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'duplicate-on-undoes-off',
    what: 'a late duplicate of an on undoes an off',
    edits: [
      {
        anchor: 'return $key !== undefined && $seat.idempotencyKeys.includes($key);',
        replacement: 'return false;',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'on-forgets-until',
    what: 'an app that starts again drops "until six"',
    edits: [
      {
        anchor: '...($until === undefined || $until <= $now ? {} : { until: $until }), draining: $draining',
        replacement: 'draining: $draining',
      },
    ],
    caughtBy: byTest('bug-second-device'),
  },
  {
    id: 'on-undoes-draining',
    what: 'a second device undoes "after this one, off"',
    edits: [
      {
        anchor: "on: $command.draining === true && $seat.talks.length > 0 ? 'draining' : 'on'",
        replacement: "on: 'on'",
      },
    ],
    caughtBy: byTest('bug-second-device'),
  },
  {
    id: 'look-does-not-renew',
    what: 'the call of a volunteer who is on does not extend the lease',
    edits: [
      {
        anchor: 'return ok(await keepAlive($ports, $space, $seat.value, $now));',
        replacement: 'return $seat;',
      },
    ],
    caughtBy: byTest('bug-look-renews'),
  },
  {
    id: 'block-told',
    what: 'a volunteer is told that a waiting seeker keeps them away',
    edits: [
      {
        anchor: 'factViolations($talk, $seat)',
        within: 'unservedBy',
        replacement:
          "($talk.excludedVolunteers.some((one) => one.volunteer === $seat.volunteer) ? ['excluded'] : factViolations($talk, $seat))",
      },
    ],
    caughtBy: byTest('bug-block-told'),
  },
  {
    id: 'off-leaves-offers',
    what: 'going off leaves the open offers',
    edits: [
      {
        anchor:
          "const { seat: $seat, talks: $talks } = withdraw($aggregate, () => true, $now); const { session: $_over, until: $_until, entering: $_in, ...$rest } = $seat; return { seat: { ...$rest, seq: $seat.seq + 1, event: 'off', on: 'off', offers: [] }, talks: $talks };",
        replacement:
          "const { seat: $seat, talks: $talks } = withdraw($aggregate, () => false, $now); const { session: $_over, until: $_until, entering: $_in, ...$rest } = $seat; return { seat: { ...$rest, seq: $seat.seq + 1, event: 'off', on: 'off' }, talks: $talks };",
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'draining-asked',
    what: 'a draining volunteer still gets offers',
    edits: [
      {
        anchor: "return { seat: { ...$seat, seq: $seat.seq + 1, event: 'draining', on: 'draining' }, talks: $talks };",
        replacement: "return { seat: { ...$seat, seq: $seat.seq + 1, event: 'draining', on: 'on' }, talks: $talks };",
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'draining-never-off',
    what: 'the last end does not turn draining into off',
    edits: [
      {
        anchor: "if ($seat.on !== 'draining' || $talks.length > 0) return $left;",
        replacement: 'return $left;',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'lapse-misses-renewal',
    what: 'a lapse of a lease does not check that the lease was renewed',
    edits: [
      {
        anchor: 'if ($seat.value === undefined || !isDueOff($seat.value, $now)) return unchanged($nothing);',
        replacement: 'if ($seat.value === undefined) return unchanged($nothing);',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'lease-ends-during-talk',
    what: 'a lease ends in the middle of a talk',
    edits: [{ anchor: '$of.talks.length === 0 && isSilent($of, $now)', within: 'isDueOff', replacement: 'isSilent($of, $now)' }],
    caughtBy: bySimulation,
  },
  {
    id: 'no-lease-after-talk',
    what: 'the end of a talk leaves the volunteer without a lease',
    edits: [{ anchor: "$seat.on === 'off' ? $seat : $renewed", replacement: "$seat.on !== 'off' ? $seat : $renewed" }],
    caughtBy: bySimulation,
  },
  {
    id: 'no-rest',
    what: 'a volunteer has no rest after a talk',
    edits: [
      { anchor: 'restUntil: latest($seat.restUntil, $rest)', within: 'seatAfterTalk', replacement: 'restUntil: $seat.restUntil' },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'heavy-only-for-ender',
    what: 'heavy counts only for the volunteer who ends the talk first',
    edits: [{ anchor: '$match.heavy !== true', replacement: '$match.heavy === true' }],
    caughtBy: bySimulation,
  },
  {
    id: 'lapse-resets-idle-time',
    what: 'a lapsed offer resets the idle time of the volunteer',
    edits: [
      {
        anchor: 'return { ...$seat, seq: $seat.seq + 1, event: $end, offers: $offers, backOffUntil: $backOffUntil };',
        within: 'endTalk',
        beside: 'plusSeconds($now, lapseBackOffSeconds)',
        replacement:
          'return { ...$seat, seq: $seat.seq + 1, event: $end, offers: $offers, backOffUntil: $backOffUntil, idleSince: $now };',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'pair-back-off-too-long',
    what: 'a pair is excluded for ten minutes after a decline',
    edits: [{ anchor: 'export const pairBackOffSeconds = 60;', replacement: 'export const pairBackOffSeconds = 600;' }],
    caughtBy: bySimulation,
  },
  {
    id: 'heavy-rest-without-talk',
    what: 'heavy gives a longer rest for a talk that never took place',
    edits: [{ anchor: "$endedAt === undefined || $match.endedBy === 'rematch'", replacement: '$endedAt === undefined' }],
    caughtBy: byTest('bug-heavy-rematch'),
  },
  {
    id: 'on-undoes-off',
    what: 'an on that is still under way undoes an acknowledged off',
    edits: [
      {
        anchor: "if (($old.value?.offs ?? 0) !== $begun.offs) return err({ code: 'session-ended' });",
        replacement: '',
      },
    ],
    caughtBy: byTest('bug-on-undoes-off'),
  },
  {
    id: 'first-off-unsaid',
    what: 'an off of a volunteer who is off already is not written, so that an on under way does not see it',
    edits: [
      {
        anchor: '{ seat: { ...$seat, offs: ($seat.offs ?? 0) + 1 }, talks: $talks }',
        replacement: '{ seat: $seat, talks: $talks }',
      },
    ],
    caughtBy: byTest('bug-first-off-unsaid'),
  },
  {
    id: 'off-leaves-entering',
    what: 'off does not end an entering seat',
    edits: [
      {
        anchor: 'const { session: $_over, until: $_until, entering: $_in, ...$rest } = $seat;',
        within: 'goOff',
        replacement: 'const { session: $_over, until: $_until, ...$rest } = $seat;',
      },
    ],
    caughtBy: byTest('bug-on-undoes-off'),
  },
  {
    id: 'second-space-not-counted',
    what: 'the talk of a volunteer in another space does not count for an offer',
    edits: [
      {
        anchor: 'capacity: Math.max(0, capacityOf($seat) - $sum(taken))',
        replacement: 'capacity: capacityOf($seat)',
      },
    ],
    caughtBy: byTest('bug-one-person'),
  },
  {
    id: 'second-space-no-condition',
    what: 'two spaces that decide at the same time both ask one person',
    edits: [
      {
        anchor: '...$elsewhere.map(($other) => seatRecord.unchanged($other)),',
        replacement: '',
      },
    ],
    caughtBy: byTest('bug-one-person'),
  },
  {
    id: 'second-space-not-told',
    what: 'the seat of the first space does not learn that the person came on in a second',
    edits: [
      {
        anchor: 'return $knowing === undefined ? [] : [seatRecord.put($ports.ids, $knowing, $other)];',
        within: 'toldElsewhere',
        replacement:
          'return $knowing === undefined || $ports.spacesApart !== true ? [] : [seatRecord.put($ports.ids, $knowing, $other)];',
      },
    ],
    caughtBy: byTest('bug-one-person'),
  },
  {
    id: 'former-login-holds-back',
    what: 'a person is held back in one space by a volunteer record of another that has a new login',
    edits: [
      {
        anchor: 'return $left === undefined ? [] : [seatRecord.put($ports.ids, $left, $other)];',
        within: 'forgottenElsewhere',
        replacement: 'return [];',
      },
    ],
    caughtBy: byTest('bug-person-relinked'),
  },
  {
    id: 'second-space-rest-ignored',
    what: 'the rest after a talk in one space does not hold in the others',
    edits: [
      {
        anchor: '$others.reduce(($until, $other) => latest($until, $other.restUntil), $seat.restUntil)',
        replacement: '$seat.restUntil',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'second-space-shown',
    what: 'the board says that a volunteer talks in another space',
    edits: [
      {
        anchor: 'return $own > 0 || $all === 0 ? $seat : { ...$seat, backOffUntil: plusSeconds($now, 1) };',
        beside: 'const $all = roomViolations(asOnePerson($seat, $others, $moment.date), $moment, $now).length;',
        replacement: 'return $own > 0 || $all === 0 ? $seat : asOnePerson($seat, $others, $moment.date);',
      },
    ],
    caughtBy: byTest('bug-space-told'),
  },
  {
    id: 'conversation-without-lease',
    what: 'a call about a conversation does not extend the lease of its volunteer',
    edits: [{ anchor: 'await presentSeat($ports, $space.value, $match.volunteer, $now);', replacement: '' }],
    caughtBy: byTest('bug-call-without-lease'),
  },
  {
    id: 'accept-without-lease',
    what: 'an accept does not extend the lease, so a second place stays empty',
    edits: [
      {
        anchor: '{ ...$won, seat: withLease($won.seat, $space.limits.presenceLeaseSeconds, $now) }',
        replacement: '$won',
      },
    ],
    caughtBy: byTest('bug-call-without-lease'),
  },
];
