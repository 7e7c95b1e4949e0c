/** Excuses where requests are ordered, chosen, explained and timed. */
import { quicker, unreached, type Excuse } from './excuse.ts';

export const choosing: readonly Excuse[] = [
  {
    around: "function isPlain($wish) { return $relaxation.stage === 'any' && $talk.excludedVolunteers.length === 0; }",
    changes: [["{ return $relaxation.stage === 'any' && $talk.excludedVolunteers.length === 0; }", '{}']],
    why: `${quicker}each is judged by itself`,
  },
  {
    around: "return $relaxation.stage === 'any' && $talk.excludedVolunteers.length === 0;",
    changes: [
      ["$relaxation.stage === 'any' && $talk.excludedVolunteers.length === 0", 'false'],
      ["'any'", '""'],
    ],
    why: `${quicker}each is judged by itself`,
  },
  {
    around: 'if (compareWished($wished, $utmost) === 0) break;',
    changes: [['compareWished($wished, $utmost) === 0', 'false']],
    why: `${quicker}nobody can be better than the utmost`,
  },
  {
    around:
      'return { same: $ask.sameVolunteer === undefined ? 0 : 1, preferences: $ask.preferences.length, topics: $ask.topics.length };',
    changes: [
      [
        '{ same: $ask.sameVolunteer === undefined ? 0 : 1, preferences: $ask.preferences.length, topics: $ask.topics.length }',
        '{}',
      ],
      ['$ask.sameVolunteer === undefined', 'false'],
    ],
    why: `${quicker}without a utmost that can be reached, all are looked at`,
  },
  {
    around: 'return $a < $b ? -1 : 1;',
    within: 'compareTexts',
    changes: [['$a < $b', '$a <= $b']],
    why: 'they are not equal here',
  },
  {
    around: 'if ($due !== undefined && $hopeful.from >= $due) continue;',
    changes: [
      ['$due !== undefined && $hopeful.from >= $due', 'false'],
      ['$due !== undefined', 'true'],
      ['$due !== undefined', '$due === undefined'],
      ['$hopeful.from >= $due', '$hopeful.from > $due'],
    ],
    why: `${quicker}nothing is due for it before \`from\``,
  },
  {
    around: 'if ($bound !== undefined && $comer.at >= $bound) break;',
    changes: [
      ['$bound !== undefined && $comer.at >= $bound', 'false'],
      ['$bound !== undefined', 'true'],
      ['$bound !== undefined', '$bound === undefined'],
      ['$comer.at >= $bound', '$comer.at > $bound'],
    ],
    why: `${quicker}who comes later than what is due already makes nothing due sooner; and no time is after undefined`,
  },
  {
    around: 'if ($ready !== undefined) $times.push($ready);',
    within: 'readyTimes',
    changes: [['$ready !== undefined', 'true']],
    why: 'undefined is sorted to the end, and is later than nothing',
  },
  {
    around:
      "return $until !== undefined && pairViolations($talk, $seat, $at).every(($one) => $one === 'excluded') ? $until : undefined;",
    changes: [['$until !== undefined', 'true']],
    why: `${quicker}never is answered with never`,
  },
  {
    around: 'if ($obstacles.every(($one) => $found.has($one))) continue;',
    changes: [
      ['$obstacles.every(($one) => $found.has($one))', 'false'],
      ['($one) => $found.has($one)', '() => undefined'],
    ],
    why: `${quicker}what was found is found once`,
  },
  {
    around: 'if ($first === undefined) return [];',
    within: 'heldBack',
    changes: [
      ['$first === undefined', 'false'],
      ['[]', '["Stryker was here"]'],
    ],
    why: unreached,
  },
  {
    around: "return $obstacles.length === 1 ? ($obstacles[0] ?? '') : $obstacles.join();",
    changes: [["''", '"Stryker was here!"']],
    why: unreached,
  },
  {
    around: "return $obstacles.length === 1 ? ($obstacles[0] ?? '') : $obstacles.join();",
    changes: [['$obstacles.length === 1', 'false']],
    why: `${quicker}one joined is itself`,
  },
  {
    around: 'return $talk.offers.some(($open) => $open.volunteer === $place.seat.volunteer);',
    changes: [
      [
        '$talk.offers.some(($open) => $open.volunteer === $place.seat.volunteer)',
        '$talk.offers.every($open => $open.volunteer === $place.seat.volunteer)',
      ],
    ],
    why: 'asked only where exactly one offer is open, as long as two are the most',
  },
  {
    around: 'return $a < $b ? -1 : 1;',
    within: 'compareIds',
    changes: [['$a < $b', '$a <= $b']],
    why: 'they are not equal here',
  },
  {
    around:
      'return remembered($scarcity, needsKey({ ...$talk.criteria, topics: [] }), $scarce) + (waitWeight * ($now - $talk.askedAt)) / 1000;',
    changes: [['[]', '["Stryker was here"]']],
    why: 'any topics do, as long as they are the same for all',
  },
  {
    around: '$max > 0 && $before !== undefined',
    changes: [
      ['$max > 0', 'true'],
      ['$max > 0', '$max >= 0'],
    ],
    why: `${quicker}where nobody may be passed all are sheltered, which is the order of the queue`,
  },
  {
    around: 'if ($a === $b) return 0;',
    within: 'compareDown',
    changes: [['$a === $b', 'false']],
    why: 'a stable sort that is told "after" of equals leaves them as they are, like one that is told "equal"',
  },
  { around: 'return $a > $b ? -1 : 1;', changes: [['$a > $b', '$a >= $b']], why: 'they are not equal here' },
  {
    around: 'const $isAlike = isPlain($request) && $request.isPresent && $request.talk.offers.length === 0;',
    changes: [
      ['isPlain($request) && $request.isPresent && $request.talk.offers.length === 0', 'false'],
      ['$request.talk.offers.length === 0', '$request.talk.offers.length !== 0'],
    ],
    why: `${quicker}the reasons are found for each; those who are being offered have one reason only`,
  },
  {
    around:
      '$hopefuls.filter(($one) => { if ($one.from !== $now || $one.needed > 1 || !isPlain($one)) return true; const $key = needsKey($one.talk.criteria); const $isNew = !$seen.has($key); $seen.add($key); return $isNew; })',
    changes: [
      [
        '$hopefuls.filter(($one) => { if ($one.from !== $now || $one.needed > 1 || !isPlain($one)) return true; const $key = needsKey($one.talk.criteria); const $isNew = !$seen.has($key); $seen.add($key); return $isNew; })',
        '$hopefuls',
      ],
    ],
    why: `${quicker}a twin is due when the other is`,
  },
  {
    around: 'if ($one.from !== $now || $one.needed > 1 || !isPlain($one)) return true;',
    changes: [
      ['$one.from !== $now || $one.needed > 1 || !isPlain($one)', 'true'],
      ['$one.needed > 1', '$one.needed >= 1'],
      ['$one.needed > 1', '$one.needed <= 1'],
    ],
    why: `${quicker}a twin is due when the other is, also where both need several`,
  },
  {
    around: '$seen.add($key);',
    within: 'withoutTwins',
    changes: [['$seen.add($key);', ';']],
    why: `${quicker}a twin is due when the other is`,
  },
  {
    around: 'if ($waiting.length === 0) return [];',
    changes: [['$waiting.length === 0', 'false']],
    why: `${quicker}of nobody who waits nobody is stranded`,
  },
  {
    around: 'if ($lasting.excludedVolunteers.length > 0) return !$anybodyFits($lasting);',
    changes: [
      ['$lasting.excludedVolunteers.length > 0', 'true'],
      ['$lasting.excludedVolunteers.length > 0', '$lasting.excludedVolunteers.length >= 0'],
    ],
    why: `${quicker}each is judged by itself`,
  },
  {
    around: 'return $dutyChangesAt === undefined ? undefined : latest($dutyChangesAt, availableAt($seat), $now);',
    changes: [['$dutyChangesAt === undefined', 'false']],
    why: 'nothing is later than undefined, so that is the latest',
  },
];
