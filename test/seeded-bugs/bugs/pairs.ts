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
        anchor: 'if ($subject === undefined) return ok($lasting);',
        within: 'stillExcluded',
        replacement: 'return ok([]);',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'new-block-missed',
    what: 'a new request misses a block that was made meanwhile',
    edits: [
      {
        anchor: 'if (asBlocked($talk, $blocks.value, $now) === $talk) return ok($talk);',
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
        anchor: 'const $apart = [...$blocked, ...($back?.excludedVolunteers ?? [])];',
        replacement: 'const $apart = [...($back?.excludedVolunteers ?? []), ...$blocked];',
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
  {
    id: 'lift-leaves-exclusion',
    what: 'a block that was lifted still keeps the waiting request of the seeker from the volunteer',
    edits: [
      {
        anchor: 'return ok([blockRecord.remove($block), ...$talk.value, ...$rows]);',
        replacement: 'return ok([blockRecord.remove($block), ...$rows]);',
      },
    ],
    caughtBy: byTest('bug-block-lifted'),
  },
  {
    id: 'lift-leaves-pair',
    what: 'a block that was lifted is only taken from the list',
    edits: [
      {
        anchor: 'return ok([blockRecord.remove($block), ...$talk.value, ...$rows]);',
        replacement: 'return ok([...$talk.value, ...$rows]);',
      },
    ],
    caughtBy: byTest('bug-block-lifted'),
  },
  {
    id: 'lift-meets-who-never-came',
    what: 'lifting a block also brings back a volunteer who never joined a talk of the same request',
    edits: [
      {
        anchor: '$talk.excludedVolunteers.filter(($entry) => $entry.volunteer !== $volunteer || $entry.block !== true)',
        replacement: '$talk.excludedVolunteers.filter(($entry) => $entry.volunteer !== $volunteer)',
      },
    ],
    caughtBy: byTest('bug-block-lifted-alone'),
  },
  {
    id: 'come-back-keeps-lifted',
    what: 'a request that comes back keeps the volunteers whose blocks were lifted',
    edits: [
      {
        anchor: '$forGood[$at]?.block !== true || $blocked.has($volunteer)',
        replacement: 'true',
      },
    ],
    caughtBy: byTest('bug-lifted-come-back'),
  },
  {
    id: 'block-again-same-id',
    what: 'a late call to lift a block lifts the next block of the same pair',
    edits: [
      {
        anchor: "const $begin = `${blockIdsOf($volunteer)}${$ids.fresh('blk').slice('blk_'.length)}`;",
        replacement: 'const $begin = `${blockIdsOf($volunteer)}${$volunteer.slice(4)}`; void $ids;',
      },
    ],
    caughtBy: byTest('bug-block-again'),
  },
  {
    id: 'own-block-shown',
    what: 'a coordinator sees and lifts the block by which a seeker blocked them',
    edits: [
      {
        anchor: 'return sidesOf($block).some($$$how);',
        replacement: 'return false;',
      },
    ],
    caughtBy: byTest('bug-own-block'),
  },
  {
    id: 'own-block-in-audit',
    what: 'the audit tells a coordinator that a seeker had blocked them',
    edits: [
      {
        anchor: 'if ($hiddenFrom?.includes($of.subject) === true) return false;',
        replacement: '',
      },
    ],
    caughtBy: byTest('bug-own-block'),
  },
  {
    id: 'earlier-blocks-first-page',
    what: 'a run that lists the blocks of an earlier version and is cut short leaves some out for good',
    edits: [
      {
        anchor: "{ table: 'home', pk: blocksPk($earlier.space, $earlier.subject), descending: true, limit: pageItemsMax }",
        replacement: "{ table: 'home', pk: blocksPk($earlier.space, $earlier.subject), limit: pageItemsMax }",
      },
    ],
    caughtBy: byTest('bug-earlier-blocks'),
  },
  {
    id: 'lifted-while-asking',
    what: 'a request keeps a volunteer out whose block was lifted while the request was made',
    edits: [
      {
        anchor: 'const $hasAll = $blocks.length < excludedForGoodMax;',
        replacement: 'const $hasAll = false;',
      },
    ],
    caughtBy: byTest('bug-lifted-while-asking'),
  },
  {
    id: 'exclusions-beyond-what-is-read',
    what: 'a request lists all blocks and all who never joined, beyond what any reader takes',
    edits: [
      {
        anchor: "await query($ports, { table: 'home', pk: blocksPk($space, $subject), limit: excludedForGoodMax })",
        replacement: "await query($ports, { table: 'home', pk: blocksPk($space, $subject), limit: 1000 })",
      },
      {
        anchor: 'const $excludedVolunteers = listedExclusions([...$apart.values()]);',
        replacement: 'const $excludedVolunteers = [...$apart.values()];',
      },
      { anchor: 'return listedExclusions([...$others, $entry]);', replacement: 'return [...$others, $entry];' },
    ],
    caughtBy: byTest('bug-hundred-blocks'),
  },
];
