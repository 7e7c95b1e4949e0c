/** Volunteers get offers that they must not get. */
import { bySimulation, byTest, type Draft } from '../bug.ts';

export const eligibility: readonly Draft[] = [
  {
    id: 'pairs-in-one-room',
    what: 'a template that gives all pairs the same link is taken',
    edits: [{ anchor: '$first !== undefined && $first !== $second', within: 'tellsApart', replacement: '$first !== undefined' }],
    caughtBy: byTest('bug-one-room', 'puts all pairs'),
  },
  {
    id: 'opens-with-nowhere-to-meet',
    what: 'a space opens although no link can be given',
    edits: [{ anchor: '!mayMeet($space, $space.unpartnered !== true)', replacement: 'false' }],
    caughtBy: byTest('bug-nowhere-to-meet'),
  },
  {
    id: 'hidden-entries-taken',
    what: 'a help entry that no seeker will see is taken',
    edits: [{ anchor: 'if (!isCurrent($entry, $now)) $found.push($$$reason);', replacement: '' }],
    caughtBy: byTest('bug-hidden-entries', 'expired'),
  },
  {
    id: 'expired-credentials-promise',
    what: 'a request is taken although the credentials of every volunteer have expired',
    edits: [
      {
        anchor: 'ineligibilities($profile, $space, $now).length > 0',
        within: 'ableIn',
        replacement: '!factsOf($profile, $space).active',
      },
    ],
    caughtBy: byTest('bug-credentials-promise'),
  },
  {
    id: 'blocked-volunteer-promised',
    what: 'a request is taken although the only volunteer who could serve it is blocked',
    edits: [{ anchor: 'if ($apart.has($one.value.volunteer)) continue;', within: 'unmetBy', replacement: '' }],
    caughtBy: byTest('bug-blocked-promised'),
  },
  {
    id: 'unknown-topic-taken',
    what: 'a request with a topic that the space does not have is taken',
    edits: [
      {
        anchor: "if ($topics.length > 0) return err({ code: 'unprocessable', errors: $errors });",
        within: 'onlyOfferedTerms',
        replacement: '',
      },
    ],
    caughtBy: byTest('bug-unknown-topic'),
  },
  {
    id: 'unsafe-turned-away',
    what: 'a seeker who is not safe is turned away because no volunteer could serve',
    edits: [{ anchor: 'if ($body.notSafeNow) return ok();', within: 'mayBeServed', replacement: '' }],
    caughtBy: byTest('bug-unsafe-is-taken'),
  },
  {
    id: 'region-is-another-language',
    what: 'a volunteer who speaks English is not found for British English',
    edits: [
      {
        anchor: '$scriptsApart ? writtenKey($one) === writtenKey($other) : spokenKey($one) === spokenKey($other)',
        replacement: 'false',
      },
    ],
    caughtBy: byTest('bug-regions-meet'),
  },
  {
    id: 'speakers-by-tag',
    what: 'a plan looks only at volunteers who named the very tag that the seeker named',
    edits: [{ anchor: 'remembered($map, spokenKey($language), () => [])', replacement: 'remembered($map, $language, () => [])' }],
    caughtBy: byTest('bug-speakers-region'),
  },
  {
    id: 'scripts-never-apart',
    what: 'a space that keeps scripts apart mixes them',
    edits: [{ anchor: '$space.inclusivity.scriptsApart === true ? { scriptsApart: true } : {}', replacement: '{}' }],
    caughtBy: byTest('bug-scripts-apart'),
  },
  {
    id: 'mute-by-spelling',
    what: 'a muted topic is offered if the seeker wrote it with a capital letter',
    edits: [{ anchor: 'mutedTopics: $of.mutedTopics.map(foldLabel)', replacement: 'mutedTopics: $of.mutedTopics' }],
    caughtBy: byTest('bug-mute-by-spelling'),
  },
  {
    id: 'credential-by-spelling',
    what: 'a credential counts only if it is spelled as the space spells it',
    edits: [
      {
        anchor: '$of.credentials.filter(($one) => sameLabel($one.kind, $kind)).map($$$ends)',
        replacement: '$of.credentials.filter(($one) => $one.kind === $kind).map($$$ends)',
      },
    ],
    caughtBy: byTest('bug-credential-by-spelling'),
  },
  {
    id: 'role-ignored',
    what: 'the role that the seeker asked for is ignored',
    edits: [{ anchor: '$asked.role !== undefined && $asked.role !== $fit.role', within: 'factRules', replacement: 'false' }],
    caughtBy: bySimulation,
  },
  {
    id: 'channel-ignored',
    what: 'the channel that the seeker asked for is ignored',
    edits: [{ anchor: '!$channels.includes($asked.channel)', within: 'factRules', replacement: 'false' }],
    caughtBy: bySimulation,
  },
  {
    id: 'required-as-preferred',
    what: 'a required attribute is treated as a preferred one',
    edits: [{ anchor: "$wanted.strength === 'require'", within: 'factRules', replacement: "$wanted.strength === 'prefer'" }],
    caughtBy: bySimulation,
  },
  {
    id: 'muted-topic-offered',
    what: 'a volunteer is offered a request with a muted topic',
    edits: [{ anchor: '$asked.topics.some(($topic) => $fit.mutedTopics.includes($topic))', replacement: 'false' }],
    caughtBy: bySimulation,
  },
  {
    id: 'expired-credential-counts',
    what: 'an expired credential still makes a volunteer eligible',
    edits: [
      {
        anchor: '$facts.eligibleUntil !== null && $facts.eligibleUntil <= $now',
        within: 'eligibilityEnded',
        replacement: 'false',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'avoided-volunteer-asked',
    what: 'a volunteer is offered a request that excludes the volunteer',
    edits: [{ anchor: 'excludes($talk, $volunteer, $now)', within: 'pairRules', replacement: 'false' }],
    caughtBy: bySimulation,
  },
  {
    id: 'capacity-ignored',
    what: 'a volunteer is offered more talks than the volunteer has capacity for',
    edits: [{ anchor: 'taken($seat) >= capacityOf($seat)', within: 'roomViolations', replacement: 'false' }],
    caughtBy: bySimulation,
  },
  {
    id: 'removed-place-returns',
    what: 'a place that was removed returns as soon as another place is free',
    edits: [
      { anchor: 'taken($seat) >= capacityOf($seat)', within: 'roomViolations', replacement: 'taken($seat) >= $seat.capacity' },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'offer-on-removed-place',
    what: 'an offer stays open on a place that was removed',
    edits: [
      {
        anchor: '$beyond.has($talk.id) || pairViolations($talk, $seat, $now).length > 0',
        replacement: 'pairViolations($talk, $seat, $now).length > 0',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'rest-ignored',
    what: 'a volunteer who rests is offered a request',
    edits: [{ anchor: 'availableAt($seat) > $now', within: 'roomViolations', replacement: 'false' }],
    caughtBy: bySimulation,
  },
  {
    id: 'day-cap-ignored',
    what: 'a volunteer is offered more talks than the cap for the day allows',
    edits: [{ anchor: 'dayCount($seat, $date) >= $seat.facts.talksPerDay', within: 'roomViolations', replacement: 'false' }],
    caughtBy: bySimulation,
  },
  {
    id: 'match-not-counted-today',
    what: 'a match does not count as a talk of the day',
    edits: [
      {
        anchor: 'talks: dayCount({ ...$winner, offers: [] }, $command.date) + 1',
        replacement: 'talks: dayCount({ ...$winner, offers: [] }, $command.date)',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'late-clock-forgets-day',
    what: 'a clock that is behind at midnight forgets the talks of the new day',
    edits: [
      { anchor: '($of.day.date >= $date ? $of.day.talks : 0)', replacement: '($of.day.date === $date ? $of.day.talks : 0)' },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'expired-lease-asked',
    what: 'a volunteer with an expired lease is offered a request',
    edits: [
      {
        anchor: 'isSilent($seat, $now)',
        within: 'roomViolations',
        replacement: 'false',
      },
    ],
    caughtBy: byTest('bug-silent-beside-talk'),
  },
  {
    id: 'accept-not-rechecked',
    what: 'an accept does not check the hard constraints again',
    edits: [
      {
        anchor: "if ($violations.length > 0) return err({ code: 'violation', violations: $violations });",
        within: 'acceptOffer',
        replacement: '',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'silent-seeker-offered',
    what: 'a request whose seeker is silent is offered',
    edits: [
      {
        anchor: 'isPresent: $talk.lastSeenAt + $times.stillThereSeconds * 1000 > $now',
        replacement: 'isPresent: $times.stillThereSeconds > 0',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'suspension-misses-seat',
    what: 'a suspension does not change the seat',
    edits: [{ anchor: '$left.length === 0 || !$facts.active', replacement: '$left.length === 0' }],
    caughtBy: bySimulation,
  },
  {
    id: 'space-edit-misses-seats',
    what: 'an edit of the space does not change the seats',
    edits: [{ anchor: 'touchesFacts($edit) ? await refreshSeats($$$arguments) : $otherwise', replacement: '$otherwise' }],
    caughtBy: byTest('bug-edit-goes-on'),
  },
  {
    id: 'on-uses-stale-space',
    what: 'going on uses the space as it was before the seat was announced',
    edits: [
      {
        anchor: 'const $space = await spaceOr404($ports, $id);',
        within: 'stepOn',
        beside: 'const { id: $id } = $known;',
        replacement: 'const $space = ok($known);',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'space-edit-reaches-first-page',
    what: 'an edit of the space changes the seats of the first hundred volunteers only',
    edits: [
      {
        anchor: 'for await (const $page of pages($$$query)) { $$$body; }',
        within: 'behindIn',
        replacement: 'for await (const $page of pages($$$query)) { $$$body; break; }',
      },
    ],
    caughtBy: byTest('bug-refresh-pages'),
  },
  {
    id: 'space-edit-writes-all-again',
    what: 'the repetition of an edit of the space begins with the first seat again',
    edits: [{ anchor: '($of.facts.rulesVersion ?? 0) < ($space.rulesVersion ?? 0)', replacement: 'true' }],
    caughtBy: byTest('bug-edit-goes-on'),
  },
  {
    id: 'space-edit-left-unfinished',
    what: 'the matcher does not write the seats that an edit of the space left',
    edits: [
      {
        anchor:
          'const $behind = $seats.filter(($seat) => isBehind($seat, $space)).map(({ volunteer: $volunteer }) => $volunteer);',
        replacement: 'const $behind = $seats.slice(0, 0).map(({ volunteer: $volunteer }) => $volunteer);',
      },
    ],
    caughtBy: byTest('bug-edit-background'),
  },
  {
    id: 'offer-behind-rules',
    what: 'a seat that is behind a stricter edit still gets offers',
    edits: [{ anchor: '$seats.filter(($seat) => !isBehind($seat, $space))', replacement: '$seats' }],
    caughtBy: byTest('bug-offer-behind'),
  },
  {
    id: 'pull-behind-rules',
    what: 'a volunteer whose seat is behind a stricter edit still pulls an offer',
    edits: [
      {
        anchor:
          'const $seat = $present.value === undefined ? ok(undefined) : await seatUnderRules($ports, $space, $present.value, $now);',
        within: 'nextOffer',
        replacement: 'const $seat = $present;',
      },
    ],
    caughtBy: byTest('bug-pull-behind'),
  },
  {
    id: 'accept-behind-rules',
    what: 'a volunteer whose seat is behind a stricter edit still accepts an offer from before',
    edits: [
      {
        anchor:
          'const $seat = $stored.value === undefined ? ok(undefined) : await seatUnderRules($ports, $space, $stored.value, $now);',
        within: 'acceptMyOffer',
        replacement: 'const $seat = $stored;',
      },
    ],
    caughtBy: byTest('bug-accept-behind'),
  },
];
