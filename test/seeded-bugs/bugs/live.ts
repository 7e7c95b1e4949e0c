/** People are told wrong things, too late, or never. */
import { byTest, type Draft } from '../bug.ts';

export const live: readonly Draft[] = [
  {
    id: 'renewal-is-told',
    what: 'a renewal of the lease counts as a change, so each beat is pushed back',
    edits: [
      {
        anchor: "return { ...withLease($seat, $leaseSeconds, $now), event: 'renewed' };",
        replacement: "return { ...withLease($seat, $leaseSeconds, $now), seq: $seat.seq + 1, event: 'changed' };",
      },
    ],
    caughtBy: byTest('bug-quiet-renewal'),
  },
  {
    id: 'consumer-stops-others',
    what: 'a consumer that throws ends the whole run, and nothing comes again',
    edits: [{ anchor: 'for (const $change of $failed) $again.add($change);', within: 'deliveryTo', replacement: '' }],
    caughtBy: byTest('bug-consumer-alone'),
  },
  {
    id: 'consumer-repeats',
    what: 'no consumer remembers what it has done, so a batch that comes again is done again by all',
    edits: [{ anchor: '$done.add($id)', within: 'remember', replacement: '$done.delete($id)' }],
    caughtBy: byTest('bug-consumer-repeated'),
  },
  {
    id: 'ticket-opens-twice',
    what: 'a ticket opens any number of sockets',
    edits: [
      {
        anchor:
          "$found.value.connection === $connection ? ok({ writes: [], value: undefined }) : err({ code: 'ticket-not-valid' })",
        replacement: 'ok({ writes: [], value: undefined })',
      },
    ],
    caughtBy: byTest('bug-ticket-once'),
  },
  {
    id: 'ticket-lives-on',
    what: 'a ticket opens a socket at any later time',
    edits: [{ anchor: '$ticket === undefined || $ticket.expiresAt < $now', replacement: '$ticket === undefined' }],
    caughtBy: byTest('bug-ticket-expires'),
  },
  {
    id: 'origin-unchecked',
    what: 'a page of any origin opens a socket',
    edits: [
      {
        anchor: '$origin !== undefined && !$origins.includes($origin)',
        within: 'connect',
        replacement: "$origin === '' && !$origins.includes($origin)",
      },
    ],
    caughtBy: byTest('bug-origin'),
  },
  {
    id: 'ticket-of-another-socket',
    what: 'a frame is answered with whatever ticket it carries, also if that opened another socket',
    edits: [
      {
        anchor: "$link.value?.connection === $connection ? ok($link.value) : err({ code: 'ticket-not-valid' })",
        replacement: "$link.value !== undefined ? ok($link.value) : err({ code: 'ticket-not-valid' })",
      },
    ],
    caughtBy: byTest('bug-foreign-frame'),
  },
  {
    id: 'beat-heals-nothing',
    what: 'a beat is answered without the newer state',
    edits: [{ anchor: "$frame.type === 'hello' || $state.seq > $last", replacement: "$frame.type === 'hello'" }],
    caughtBy: byTest('bug-beat-heals'),
  },
  {
    id: 'board-pushed-always',
    what: 'a board is pushed at every change',
    edits: [{ anchor: '$before.pushedAt + boardPushMs > $now', replacement: '$before.pushedAt > $now' }],
    caughtBy: byTest('bug-board-each-second'),
  },
  {
    id: 'young-link-deleted',
    what: 'the link of a socket is deleted although its handshake may go on',
    edits: [{ anchor: '$link.at + youngLinkMs < $push.now', replacement: '$link.at <= $push.now' }],
    caughtBy: byTest('bug-young-link'),
  },
  {
    id: 'push-fails-batch',
    what: 'a push that throws fails the whole batch of the stream',
    edits: [{ anchor: '$one().catch(() => 1)', replacement: '$one()' }],
    caughtBy: byTest('bug-push-fails'),
  },
  {
    id: 'board-told-of-hidden-report',
    what: 'the board is told of an alert about a report that no coordinator may see',
    edits: [{ anchor: '$alert.ok && isEscalation($alert.value)', replacement: '$alert.ok' }],
    caughtBy: byTest('bug-board-of-report'),
  },
];
