/** Excuses in the code that orders, chooses, explains and times requests. */
import { quicker, unreached, type Excuse } from './excuse.ts';

export const choosing: readonly Excuse[] = [
  {
    around: "function isPlain($wish) { return $relaxation.stage === 'any' && $talk.excludedVolunteers.length === 0; }",
    changes: [["{ return $relaxation.stage === 'any' && $talk.excludedVolunteers.length === 0; }", '{}']],
    why: `${quicker}each request is then judged alone`,
  },
  {
    around: "return $relaxation.stage === 'any' && $talk.excludedVolunteers.length === 0;",
    changes: [
      ["$relaxation.stage === 'any' && $talk.excludedVolunteers.length === 0", 'false'],
      ["'any'", '""'],
    ],
    why: `${quicker}each request is then judged alone`,
  },
  {
    around: 'if (compareWished($wished, $utmost) === 0) break;',
    changes: [['compareWished($wished, $utmost) === 0', 'false']],
    why: `${quicker}no candidate can be better than the best possible one`,
  },
  {
    around:
      'return { same: $ask.sameVolunteer === undefined ? 0 : 1, preferences: $ask.preferences.length, topics: $ask.topics.length, region: $ask.languages.some($isRegional) ? 1 : 0 };',
    changes: [
      [
        '{ same: $ask.sameVolunteer === undefined ? 0 : 1, preferences: $ask.preferences.length, topics: $ask.topics.length, region: $ask.languages.some($isRegional) ? 1 : 0 }',
        '{}',
      ],
      ['$ask.sameVolunteer === undefined', 'false'],
      ['$ask.languages.some($isRegional)', 'true'],
    ],
    why: `${quicker}if no candidate can be the best possible one, all are compared`,
  },
  {
    around: 'return $a < $b ? -1 : 1;',
    within: 'compareTexts',
    changes: [['$a < $b', '$a <= $b']],
    why: 'the two are never equal here',
  },
  {
    around: 'if ($due !== undefined && $hopeful.from >= $due) continue;',
    changes: [
      ['$due !== undefined && $hopeful.from >= $due', 'false'],
      ['$due !== undefined', 'true'],
      ['$due !== undefined', '$due === undefined'],
      ['$hopeful.from >= $due', '$hopeful.from > $due'],
    ],
    why: `${quicker}nothing is due for the request before \`from\``,
  },
  {
    around: 'if ($bound !== undefined && $comer.at >= $bound) break;',
    changes: [
      ['$bound !== undefined && $comer.at >= $bound', 'false'],
      ['$bound !== undefined', 'true'],
      ['$bound !== undefined', '$bound === undefined'],
      ['$comer.at >= $bound', '$comer.at > $bound'],
    ],
    why: `${quicker}a volunteer who comes after the known due time makes nothing due sooner, and no time is after undefined`,
  },
  {
    around: 'if ($ready !== undefined) $times.push($ready);',
    within: 'readyTimes',
    changes: [['$ready !== undefined', 'true']],
    why: 'undefined is sorted to the end, and no comparison finds it later',
  },
  {
    around:
      "return $until !== undefined && pairViolations($talk, $seat, $at).every(($one) => $one === 'excluded') ? $until : undefined;",
    changes: [['$until !== undefined', 'true']],
    why: `${quicker}if the exclusion has no end, the result is undefined in both cases`,
  },
  {
    around: 'if ($obstacles.every(($one) => $found.has($one))) continue;',
    changes: [
      ['$obstacles.every(($one) => $found.has($one))', 'false'],
      ['($one) => $found.has($one)', '() => undefined'],
    ],
    why: `${quicker}an obstacle that was found before is not added twice`,
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
    why: `${quicker}joining one entry gives the entry`,
  },
  {
    around: 'return $talk.offers.some(($open) => $open.volunteer === $place.seat.volunteer);',
    changes: [
      [
        '$talk.offers.some(($open) => $open.volunteer === $place.seat.volunteer)',
        '$talk.offers.every($open => $open.volunteer === $place.seat.volunteer)',
      ],
    ],
    why: 'it runs only if exactly one offer is open, as long as two is the maximum',
  },
  {
    around: 'return $a < $b ? -1 : 1;',
    within: 'compareIds',
    changes: [['$a < $b', '$a <= $b']],
    why: 'the two are never equal here',
  },
  {
    around:
      'return remembered($scarcity, needsKey({ ...$talk.criteria, topics: [] }), $scarce) + (waitWeight * ($now - $talk.askedAt)) / 1000;',
    changes: [['[]', '["Stryker was here"]']],
    why: 'any topics are right, if they are the same for all requests',
  },
  {
    around: '$max > 0 && $before !== undefined',
    changes: [
      ['$max > 0', 'true'],
      ['$max > 0', '$max >= 0'],
    ],
    why: `${quicker}if no request may be overtaken, all are protected, which gives the order of the queue`,
  },
  {
    around: 'if ($a === $b) return 0;',
    within: 'compareDown',
    changes: [['$a === $b', 'false']],
    why: 'a stable sort keeps the order of equal entries, whether the comparison says "after" or "equal"',
  },
  { around: 'return $a > $b ? -1 : 1;', changes: [['$a > $b', '$a >= $b']], why: 'they are not equal here' },
  {
    around: 'const $isAlike = isPlain($request) && $request.isPresent && $request.talk.offers.length === 0;',
    changes: [
      ['isPlain($request) && $request.isPresent && $request.talk.offers.length === 0', 'false'],
      ['$request.talk.offers.length === 0', '$request.talk.offers.length !== 0'],
    ],
    why: `${quicker}the reasons are found for each request, and a request with an open offer has only one reason`,
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
    why: `${quicker}two equal requests are due at the same time`,
  },
  {
    around: 'if ($one.from !== $now || $one.needed > 1 || !isPlain($one)) return true;',
    changes: [
      ['$one.from !== $now || $one.needed > 1 || !isPlain($one)', 'true'],
      ['$one.needed > 1', '$one.needed >= 1'],
      ['$one.needed > 1', '$one.needed <= 1'],
    ],
    why: `${quicker}two equal requests are due at the same time, also if both need several volunteers`,
  },
  {
    around: '$seen.add($key);',
    within: 'withoutTwins',
    changes: [['$seen.add($key);', ';']],
    why: `${quicker}two equal requests are due at the same time`,
  },
  {
    around: 'if ($waiting.length === 0) return [];',
    changes: [['$waiting.length === 0', 'false']],
    why: `${quicker}without waiting requests the result is empty`,
  },
  {
    around: 'if ($lasting.excludedVolunteers.length > 0) return !$anybodyFits($lasting);',
    changes: [
      ['$lasting.excludedVolunteers.length > 0', 'true'],
      ['$lasting.excludedVolunteers.length > 0', '$lasting.excludedVolunteers.length >= 0'],
    ],
    why: `${quicker}each request is then judged alone`,
  },
  {
    around: 'return $dutyChangesAt === undefined ? undefined : latest($dutyChangesAt, availableAt($seat), $now);',
    changes: [['$dutyChangesAt === undefined', 'false']],
    why: 'no time compares as later than undefined, so undefined is the latest',
  },
];
