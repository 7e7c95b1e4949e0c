/** Blocked pairs are matched again. */
import { bySimulation, byTest, type Draft } from '../bug.ts';

export const pairs: readonly Draft[] = [
  {
    id: 'commit-ignores-blocks',
    what: 'neither an offer nor an accept has the blocks among its conditions',
    edits: [
      {
        anchor:
          "return [{ kind: 'check', key: homeKeys.block($talk.space, $talk.subject, $volunteer), expected: { kind: 'absent' } }];",
        replacement: 'return [];',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'block-leaves-offer',
    what: 'a block leaves the open offer of the blocked pair',
    edits: [
      {
        anchor: 'const $withdrawn = await withdrawLive($ports, $space, $talk, $match.volunteer, $now);',
        replacement: 'const $withdrawn = ok();',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'come-back-forgets-blocks',
    what: 'a request that comes back forgets the blocks of the old request',
    edits: [
      {
        anchor:
          'const $excluded = $from.excludedVolunteers.flatMap(($entry) => ($entry.until === null ? [$entry.volunteer] : []));',
        replacement: 'const $excluded: VolunteerId[] = [];',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'new-block-missed',
    what: 'a new request misses a block that was made meanwhile',
    edits: [
      {
        anchor: 'if ($blocked.value.every(($volunteer) => $isKnown($talk, $volunteer))) return ok($talk);',
        replacement: 'return ok($talk);',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'accept-ignores-new-block',
    what: 'an accept does not have the block of the pair among its conditions',
    edits: [{ anchor: '[...$writes, ...notBlocked($talk, $seat.volunteer)]', replacement: '$writes' }],
    caughtBy: byTest('bug-accept-block'),
  },
];
