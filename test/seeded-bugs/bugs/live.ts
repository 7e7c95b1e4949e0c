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
];
