/** Webhooks are lost, doubled, out of order, or reach those they are not for. */
import { byTest, type Draft } from '../bug.ts';

export const webhooks: readonly Draft[] = [
  {
    id: 'delivery-id-by-chance',
    what: 'an event that the stream delivers again is told again',
    edits: [
      {
        anchor: "$crypto.mac('delivery', $to.id, $type, $subject, String($order))",
        within: 'deliveryOf',
        replacement: "$crypto.mac('delivery', $to.id, String(Math.random()))",
      },
    ],
    caughtBy: byTest('bug-told-once'),
  },
  {
    id: 'webhooks-out-of-order',
    what: 'a failed delivery does not hold back the next one of its subject',
    edits: [{ anchor: 'if ($due !== undefined) return $due;', within: 'Run', replacement: 'if ($due === 0) return $due;' }],
    caughtBy: byTest('bug-webhook-order'),
  },
  {
    id: 'gone-endpoint-kept',
    what: 'an endpoint that answers 410 is tried for days',
    edits: [{ anchor: '$outcome === 410', within: 'isGone', replacement: '$outcome === 411' }],
    caughtBy: byTest('bug-endpoint-gone'),
  },
  {
    id: 'failing-endpoint-never-rests',
    what: 'an endpoint that fails gets every attempt that is due',
    edits: [{ anchor: '$failures >= failuresBeforeProbing', within: 'isProbed', replacement: '$failures < 0' }],
    caughtBy: byTest('bug-endpoint-rests'),
  },
  {
    id: 'unverified-endpoint-told',
    what: 'an endpoint is told of events before its owner has shown its code',
    edits: [
      {
        anchor: "$of.state === 'active' && $rest",
        within: 'wants',
        replacement: "$of.state !== 'disabled' && $rest",
      },
    ],
    caughtBy: byTest('bug-endpoint-unverified'),
  },
  {
    id: 'old-secret-for-ever',
    what: 'a secret that was replaced signs for ever',
    edits: [{ anchor: '$until === undefined || $until > $now', within: 'validSecrets', replacement: '$until !== $now' }],
    caughtBy: byTest('bug-secret-overlap'),
  },
  {
    id: 'reports-endpoint-shared',
    what: 'every coordinator sees what an endpoint was told of reports, also the one whom a report names',
    edits: [{ anchor: "!$types.includes('report.raised') || $createdBy === $subject", replacement: 'true' }],
    caughtBy: byTest('bug-reports-endpoint'),
  },
];
