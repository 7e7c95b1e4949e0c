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
  {
    id: 'unlisted-blocks-unread',
    what: 'the matcher does not read the blocks that a request has no room for, so the request holds up those behind it',
    edits: [
      {
        anchor: '{ blocked: [...$blocked, ...$unlisted.value], demand: await demandFor($ports, $space, $view, $now) }',
        replacement: '{ blocked: [...$blocked], demand: await demandFor($ports, $space, $view, $now) }',
      },
    ],
    caughtBy: byTest('bug-unlisted-blocks'),
  },
  {
    id: 'unlisted-blocks-unread-by-pull',
    what: 'a volunteer who pulls is planned for blocked requests, and is told that no request waits',
    edits: [
      {
        anchor: '{ blocked: [...$blocked, ...$unlisted.value], demand: undefined }',
        replacement: '{ blocked: [...$blocked], demand: undefined }',
      },
    ],
    caughtBy: byTest('bug-unlisted-blocks-pull'),
  },
  {
    id: 'prevented-block-not-listed',
    what: 'a block that its request does not list prevents an offer at every run of the matcher',
    edits: [{ anchor: 'await listBlock($ports, $space.id, $committed.lost.planned, $now);', replacement: '' }],
    caughtBy: byTest('bug-block-unlisted'),
  },
  {
    id: 'no-room-for-back-off',
    what: 'a request with a full list of blocks is offered again at once to the volunteer who declined it',
    edits: [{ anchor: 'export const excludedForGoodMax = 80;', replacement: 'export const excludedForGoodMax = 100;' }],
    caughtBy: byTest('bug-no-room-for-back-off'),
  },
  {
    id: 'come-back-exclusions-beyond-list',
    what: 'blocks take the room of those excluded by an earlier request, whom the seeker then meets again',
    edits: [
      {
        anchor: 'const $apart = [...$blocked.value, ...($back?.excludedVolunteers ?? [])];',
        replacement: 'const $apart = [...($back?.excludedVolunteers ?? []), ...$blocked.value];',
      },
    ],
    caughtBy: byTest('bug-come-back-beyond-list'),
  },
  {
    id: 'block-after-report',
    what: 'a block that was asked for with a report does not hold when the report is refused',
    edits: [
      {
        anchor:
          'const $blocked = $block ? await blockPair($ports, $command, $now) : ok(undefined); if (!$blocked.ok) return $blocked;',
        replacement: '',
      },
      {
        anchor: 'return $made.ok ? ok({ id: $made.value, blocked: $block, found: $found.value }) : $made;',
        beside: "await conversationFor($ports, { ...$command, right: 'ask' }, $now)",
        replacement:
          'if ($made.ok && $block) await blockPair($ports, $command, $now); return $made.ok ? ok({ id: $made.value, blocked: $block, found: $found.value }) : $made;',
      },
    ],
    caughtBy: byTest('bug-block-first'),
  },
];
