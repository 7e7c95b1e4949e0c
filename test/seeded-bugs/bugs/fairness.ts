/** The order of the queue is wrong, or the position that the seeker reads. */
import { bySimulation, byTest, type Draft } from '../bug.ts';

export const fairness: readonly Draft[] = [
  {
    id: 'newest-first',
    what: 'the newest request comes first',
    edits: [{ anchor: '$a.talk.askedAt - $b.talk.askedAt', replacement: '$b.talk.askedAt - $a.talk.askedAt' }],
    caughtBy: bySimulation,
  },
  {
    id: 'need-ignored',
    what: 'a greater need moves no request forward',
    edits: [
      {
        anchor: '$a.needClass - $b.needClass || $a.talk.askedAt - $b.talk.askedAt',
        replacement: '$a.talk.askedAt - $b.talk.askedAt',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'waiting-never-promotes',
    what: 'waiting promotes no request',
    edits: [
      {
        anchor: 'return Math.max(1, $base - Math.floor($waited / $promotionSeconds));',
        replacement: 'return Math.max(1, $base);',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'waiting-promotes-too-far',
    what: 'waiting promotes a request to the class of seekers who are not safe now',
    edits: [
      {
        anchor: 'return Math.max(1, $base - Math.floor($waited / $promotionSeconds));',
        replacement: 'return Math.max(0, $base - Math.floor($waited / $promotionSeconds));',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'plan-goes-on-after-loss',
    what: 'a plan goes on after an offer that lost its race',
    edits: [
      {
        anchor:
          "if ($outcome.kind !== 'committed') return { offers: $offers, lost: { planned: $planned, kind: $outcome.kind } };",
        replacement: "if ($outcome.kind !== 'committed') continue;",
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'settled-replanned',
    what: 'a request with applied transitions is planned from the stale index',
    edits: [
      {
        anchor: 'const $touched = unionOf(unionOf($at.touched, $due.value.about), $refreshed);',
        replacement: 'const $touched = unionOf($at.touched, $refreshed);',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'preference-never-relaxes',
    what: 'a preference never relaxes',
    edits: [{ anchor: 'if ($until <= $now) continue;', replacement: '' }],
    caughtBy: bySimulation,
  },
  {
    id: 'preference-never-waits',
    what: 'a preference does not wait at all',
    edits: [{ anchor: 'if (!$asked) continue;', within: 'relaxationOf', replacement: 'continue;' }],
    caughtBy: bySimulation,
  },
  {
    id: 'rematch-loses-place',
    what: 'a rematch loses the place in the queue',
    edits: [
      {
        anchor: "event: 'rematched'",
        beside: 'excludeUntil($talk, $talk.match.volunteer, null, $now)',
        replacement: "event: 'rematched', askedAt: $now",
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'rematch-same-pair',
    what: 'a rematch may offer the same pair again',
    edits: [
      {
        anchor: 'excludedVolunteers: excludeUntil($talk, $talk.match.volunteer, null, $now)',
        replacement: 'excludedVolunteers: excludeUntil($talk, $talk.match.volunteer, $now, $now)',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'rematch-too-early',
    what: 'a rematch is possible at any time',
    edits: [
      { anchor: "if ($now < $at) return err({ code: $hasJoined ? 'already-joined' : 'too-early', at: $at });", replacement: '' },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'unsigned-rematch-late',
    what: 'a seeker can leave a talk of any length by a rematch, if no app says "here"',
    edits: [{ anchor: '$now >= ($window.until ?? Infinity)', within: 'rematchedTalk', replacement: 'false' }],
    caughtBy: byTest('bug-unsigned-rematch'),
  },
  {
    id: 'unsigned-rematch-restless',
    what: 'a volunteer who may have talked gets no rest after a rematch, if no app says "here"',
    edits: [{ anchor: "isUnsigned($match) && $asker === 'seeker'", replacement: 'false' }],
    caughtBy: bySimulation,
  },
  {
    id: 'position-rises',
    what: 'the position in the answers to a seeker may rise',
    edits: [
      {
        anchor:
          'const $position = $earlier.value + 1; if ($talk.positionTold !== undefined && $talk.positionTold <= $position) return ok($talk);',
        replacement: 'const $position = $earlier.value + 1; if ($position > 0) return ok({ ...$talk, positionTold: $position });',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'overtaking-not-counted',
    what: 'a request is overtaken and the overtaking is not counted',
    edits: [{ anchor: '...$passed.map(({ write: $write }) => $write)', replacement: '...[]' }],
    caughtBy: bySimulation,
  },
  {
    id: 'scarcity-before-need',
    what: 'a rare skill comes before a greater need',
    edits: [{ anchor: '$a.asking.needClass - $b.asking.needClass || $next', replacement: '$next' }],
    caughtBy: bySimulation,
  },
  {
    id: 'come-back-loses-overtakes',
    what: 'a request that comes back loses the count of its overtakings',
    edits: [{ anchor: '...($back?.overtaken === undefined ? {} : { overtaken: $back.overtaken })', replacement: '...{}' }],
    caughtBy: bySimulation,
  },
  {
    id: 'come-back-waits-counted',
    what: 'the wait of a request that came back counts for the estimate',
    edits: [
      {
        anchor: '$talk.cameBackFrom !== undefined || $talk.previousMatches.length > 0',
        replacement: '$talk.previousMatches.length > 0',
      },
    ],
    caughtBy: byTest('bug-come-back-waits'),
  },
  {
    id: 'rematch-waits-counted',
    what: 'the wait after a rematch counts for the estimate',
    edits: [
      {
        anchor: '$talk.cameBackFrom !== undefined || $talk.previousMatches.length > 0',
        replacement: '$talk.cameBackFrom !== undefined',
      },
    ],
    caughtBy: byTest('bug-come-back-waits'),
  },
  {
    id: 'own-offers-replanned',
    what: 'a run plans from the stale index what it has just offered',
    edits: [
      {
        anchor: 'unionOf($looked.value.touched, touchedBy($committed.offers))',
        replacement: '$looked.value.touched',
      },
    ],
    caughtBy: byTest('bug-own-offers'),
  },
];
