/** Volunteers who are off, or on probation. */
import { bySimulation, type Draft } from '../bug.ts';

export const callouts: readonly Draft[] = [
  {
    id: 'probation-off-duty',
    what: 'a volunteer on probation gets an offer while no coordinator is on duty',
    edits: [
      {
        anchor: "return onProbation($seat) && !$onDuty ? ['on-probation'] : [];",
        replacement: "return onProbation($seat) && !$onDuty && $seat.on === 'off' ? ['on-probation'] : [];",
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'probation-all-places',
    what: 'a volunteer on probation may use the whole capacity at once',
    edits: [
      {
        anchor: 'return Math.min($of.capacity, $of.facts.capacityMax, onProbation($of) ? 1 : Infinity);',
        replacement: 'return Math.min($of.capacity, $of.facts.capacityMax);',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'probation-no-wake-at-duty',
    what: 'the room does not match again when duty begins for a volunteer on probation',
    edits: [{ anchor: "$one === 'resting' || $one === 'on-probation'", replacement: "$one === 'resting'" }],
    caughtBy: bySimulation,
  },
  {
    id: 'probation-counts-absent-talk',
    what: 'a talk that never took place counts as the first talk of a volunteer',
    edits: [
      {
        anchor: '{ ...$kept, day: { ...$day, talks: Math.max(0, $day.talks - 1) } }',
        replacement: '{ ...$kept, talksEnded: ($kept.talksEnded ?? 0) + 1 }',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'probation-end-not-counted',
    what: 'the end of a talk is not counted for a volunteer on probation',
    edits: [{ anchor: 'talksEnded: ($seat.talksEnded ?? 0) + 1', replacement: '...{}' }],
    caughtBy: bySimulation,
  },
  {
    id: 'callout-despite-available',
    what: 'an off volunteer is called out although an available volunteer could serve',
    edits: [
      {
        anchor: 'candidateOf($seat, $snapshot, $now)?.stays === true',
        replacement: 'candidateOf($seat, $snapshot, $now)?.stays === false',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'callout-in-quiet-time',
    what: 'a volunteer is called out in the quiet time of the volunteer',
    edits: [{ anchor: '$off.filter(($one) => !$inPeace($one))', within: 'calloutsFor', replacement: '$off' }],
    caughtBy: bySimulation,
  },
  {
    id: 'callout-at-every-look',
    what: 'every run of the matcher calls out more volunteers',
    edits: [
      {
        anchor: 'plusSeconds($calledOutAt, calloutRepeatSeconds) <= $now',
        replacement: 'plusSeconds($calledOutAt, calloutRepeatSeconds) > 0',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'callout-too-many',
    what: 'more volunteers are called out at once than the space allows',
    edits: [
      {
        anchor: '$left.filter(($one) => couldCome($talk, $one)).slice(0, $atOnce)',
        replacement: '$left.filter(($one) => couldCome($talk, $one)).slice(0, $atOnce + 1)',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'callout-during-talk',
    what: 'an off volunteer is called out in the middle of a talk',
    edits: [
      {
        anchor: "$seat.on !== 'off' || $seat.talks.length > 0 || availableAt($seat) > $now",
        replacement: "$seat.on !== 'off' || availableAt($seat) > $now",
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'callout-seat-unchecked',
    what: 'a call-out does not check that the seat is unchanged',
    edits: [
      {
        anchor: 'seatRecord.put($ports.ids, calledOutSeat({ seat: $seat, facts: $facts, talk: $talk }, $now), $seat)',
        replacement: 'seatRecord.overwrite($ports.ids, calledOutSeat({ seat: $seat, facts: $facts, talk: $talk }, $now))',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'callout-profile-unchecked',
    what: 'a call-out does not check that the profile is unchanged',
    edits: [{ anchor: 'volunteerRecord.unchanged($profile)', within: 'commitCallOut', replacement: '...[]' }],
    caughtBy: bySimulation,
  },
  {
    id: 'callout-despite-refusal',
    what: 'a volunteer who refuses call-outs is called out',
    edits: [{ anchor: '$one === undefined || $one.profile.callouts === false', replacement: '$one === undefined' }],
    caughtBy: bySimulation,
  },
  {
    id: 'callout-suspended',
    what: 'a suspended volunteer is called out',
    edits: [
      {
        anchor: 'ineligibilities($one, $space, $now).length === 0',
        within: 'ableOf',
        replacement: 'true',
      },
    ],
    caughtBy: bySimulation,
  },
];
