/** Seekers who wait are left without a volunteer, or lose their request without need. */
import { byTest, type Draft } from '../bug.ts';

export const stranding: readonly Draft[] = [
  {
    id: 'strands-without-a-word',
    what: 'an edit that leaves a seeker without a volunteer is saved without telling the coordinator',
    edits: [{ anchor: '$stranded > 0 && !$change.endStranded', replacement: 'false' }],
    caughtBy: byTest('bug-would-strand', 'suspends the volunteer'),
  },
  {
    id: 'lost-meeting-strands-nobody',
    what: 'an edit that takes the place to meet away is no edit that strands',
    edits: [
      {
        anchor: '[$of.roles, $of.channels, $of.inclusivity, $of.credentialsRequired, mayMeet($of, false)]',
        replacement: '[$of.roles, $of.channels, $of.inclusivity, $of.credentialsRequired]',
      },
    ],
    caughtBy: byTest('bug-would-strand', 'takes the place to meet away'),
  },
  {
    id: 'ends-unsafe-stranded',
    what: 'an edit ends the request of a seeker who is not safe',
    edits: [
      { anchor: "$needs.filter(($need) => $need !== 'notSafeNow')", replacement: '$needs' },
      {
        anchor: "!isWaiting($aggregate.talk) || $aggregate.talk.need === 'notSafeNow'",
        replacement: '!isWaiting($aggregate.talk)',
      },
    ],
    caughtBy: byTest('bug-end-stranded', 'suspends the volunteer'),
  },
  {
    id: 'stranded-told-no-volunteer-came',
    what: 'a seeker whose request an edit has ended is told that no volunteer came in time',
    edits: [{ anchor: "$spaceChanged === true ? 'space-changed' : $cause", replacement: '$cause' }],
    caughtBy: byTest('bug-end-stranded', 'suspends the volunteer'),
  },
  {
    id: 'hopeless-counts-as-stranded',
    what: 'a request that no volunteer could serve before keeps an edit from being saved',
    edits: [
      {
        anchor: '$unserved.value.filter(({ wasServed: $was }) => $was).length',
        replacement: '$unserved.value.length',
      },
    ],
    caughtBy: byTest('bug-strands-nobody-new', 'no volunteer could serve before'),
  },
  {
    id: 'leaving-ends-requests',
    what: 'a volunteer who leaves ends the requests that no other volunteer could serve',
    edits: [
      {
        anchor:
          '$endStranded === undefined ? ok(undefined) : await strandingOf($ports, { ...$edits, endStranded: $endStranded }, $now)',
        replacement: 'await strandingOf($ports, { ...$edits, endStranded: true }, $now)',
      },
    ],
    caughtBy: byTest('bug-own-edit-free'),
  },
  {
    id: 'stranded-rest-forgotten',
    what: 'what the call could not end is forgotten: the reconciler does not look for it',
    edits: [{ anchor: 'const $stranded = await endAllStranded($ports, $options);', replacement: 'const $stranded = ok(0);' }],
    caughtBy: byTest('bug-stranded-background'),
  },
  {
    id: 'slipped-request-never-found',
    what: 'a request that was made by the old settings while the edit was saved is never found',
    edits: [{ anchor: 'plusSeconds($at, strandedSlipSeconds)', replacement: '$at' }],
    caughtBy: byTest('bug-stranded-found-later'),
  },
  {
    id: 'spared-are-ended',
    what: 'the background also ends requests that no volunteer could serve before the edit',
    edits: [{ anchor: '!$spared.includes(sparedDigest($ports.crypto, $space, $id))', replacement: 'true' }],
    caughtBy: byTest('bug-spared'),
  },
];
