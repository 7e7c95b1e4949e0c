/** Excuses in the code that pairs requests and volunteers: prices, assignment, scores. */
import { quicker, unreached, type Excuse } from './excuse.ts';

export const pairing: readonly Excuse[] = [
  {
    around: "let $key = `${$languages.join()} ${$channel} ${$role ?? ''} ${$topics.join('|')}`;",
    changes: [["''", '"Stryker was here!"']],
    why: 'any name can stand for "no role", if no role has that name',
  },
  {
    around: "let $key = `${$sameVolunteer ?? ''} ${$languages.filter($isRegional).join()} ${$topics.join('|')}`;",
    changes: [["''", '"Stryker was here!"']],
    why: 'any name can stand for "no volunteer", if no volunteer has that name',
  },
  {
    around: 'const $hedging = $isPresent.filter(($request) => hedgeCandidates($request, $free, $policy, $now).length > 0);',
    changes: [
      ['$isPresent.filter(($request) => hedgeCandidates($request, $free, $policy, $now).length > 0)', '$isPresent'],
      ['hedgeCandidates($request, $free, $policy, $now).length > 0', 'true'],
      [
        'hedgeCandidates($request, $free, $policy, $now).length > 0',
        'hedgeCandidates($request, $free, $policy, $now).length >= 0',
      ],
    ],
    why: `${quicker}a request without candidates here has none later`,
  },
  {
    around: 'if ($queue.length + $hedging.length === 0) return { offers: [], taken: new Set(), passed: new Set() };',
    changes: [['$queue.length + $hedging.length === 0', 'false']],
    why: `${quicker}without requests there are no offers`,
  },
  {
    around: 'if ($assignment.full) break;',
    changes: [['$assignment.full', 'false']],
    why: `${quicker}a full assignment refuses every row`,
  },
  {
    around: 'if ($hopeless.has($key)) continue;',
    within: 'pairInOrder',
    changes: [['$hopeless.has($key)', 'false']],
    why: `${quicker}a row that equals an unservable row is refused too`,
  },
  {
    around: 'if (isPlain($asking)) $hopeless.add($key);',
    changes: [
      ['isPlain($asking)', 'false'],
      ['$hopeless.add($key);', ';'],
    ],
    why: `${quicker}a row that equals an unservable row is refused too`,
  },
  {
    around: 'return new Map($paired.map(($asking, $row) => [$asking, $columns[$row] ?? -1]));',
    changes: [['-1', '+1']],
    why: unreached,
  },
  {
    around: 'const $reasons = pairReasons($request, $place, !$free.slice(0, $column).some($idleLonger));',
    changes: [['$free.slice(0, $column)', '$free']],
    why: `${quicker}the free volunteers are sorted by idle time, so no later volunteer has been idle longer`,
  },
  {
    around: 'if ($candidates.length === 0) return undefined;',
    changes: [['$candidates.length === 0', 'false']],
    why: `${quicker}without candidates the cheapest is undefined`,
  },
  { around: 'return $best?.candidate;', within: 'cheapest', changes: [['$best?.candidate', '$best.candidate']], why: unreached },
  {
    around: 'this.#open = this.#open.filter(($column) => !$closed.has($column));',
    changes: [['this.#open.filter(($column) => !$closed.has($column))', 'this.#open']],
    why: `${quicker}a closed column never leads to a free column`,
  },
  { around: 'let $before = $from[$column] ?? -1', changes: [['-1', '+1']], why: unreached },
  { around: 'this.#rowOf[$column] = this.#rowOf[$before] ?? -1;', changes: [['-1', '+1']], why: unreached },
  {
    around: 'if ($row >= 0) $columns[$row] = $column;',
    changes: [['$row >= 0', 'true']],
    why: 'a typed array ignores a write at -1',
  },
  {
    around: 'const $from = new Int32Array(this.#rowOf.length).fill(-1);',
    changes: [['-1', '+1']],
    why: 'every column on a path gets its predecessor before it is read',
  },
  {
    around: 'const $done: number[] = [];',
    within: 'Assignment',
    changes: [['[]', '["Stryker was here"]']],
    why: 'it is no number, and a typed array keeps no price under such a name',
  },
  {
    around: '$left > 0',
    within: 'Assignment',
    changes: [['$left > 0', '$left >= 0']],
    why: 'one more round without columns ahead visits a used column again, and finds none either',
  },
  {
    around: '$nearest = $ahead[$place] ?? -1; const $length = $distance[$nearest] ?? Infinity;',
    changes: [['-1', '+1']],
    why: unreached,
  },
  { around: 'const $held = this.#costs[this.#rowOf[$nearest] ?? -1];', changes: [['-1', '+1']], why: unreached },
  { around: '$ahead[$place] = $ahead[$left - 1] ?? -1;', changes: [['-1', '+1']], why: unreached },
  {
    around: 'let [$nearest, $nearestCandidate, $least] = [-1, 0, Infinity];',
    changes: [['-1', '+1']],
    why: 'it is read only if no column can be reached, and then every column leads to none',
  },
  {
    around: '$length < $least || ($length === $least && $column < $nearest)',
    changes: [['$column < $nearest', '$column <= $nearest']],
    why: 'each column is visited once',
  },
  {
    around: 'if ($able.length === 0 || $able.length > plentifulFree) continue;',
    changes: [['$able.length === 0', 'false']],
    why: `${quicker}without volunteers no price is written`,
  },
  {
    around: 'if ($able.length > $enough) break;',
    changes: [['$able.length > $enough', 'false']],
    why: `${quicker}any number above the limit gives the same result`,
  },
  {
    around: 'if ($one === undefined || this.#eligibleFor($wish)[$place] !== 1) return false;',
    changes: [['$one === undefined', 'false']],
    why: 'an empty place has no eligible volunteer',
  },
  {
    around:
      'for (let $place = 0; $place < $costs.length; $place += 1) if ($eligible[$place] === 1) $costs[$place] = (this.#prices[$place] ?? 0) - ($fits[$place] ?? 0) - (this.#evenness[$place] ?? 0);',
    changes: [['$place < $costs.length', '$place <= $costs.length']],
    why: 'a typed array ignores a write past its end',
  },
  {
    around:
      "if ($relaxation.stage !== 'any' || $talk.excludedVolunteers.length > 0) for (let $place = 0; $place < $costs.length; $place += 1) if (!this.mayServe($wish, $place)) $costs[$place] = Infinity;",
    changes: [
      ["$relaxation.stage !== 'any' || $talk.excludedVolunteers.length > 0", 'true'],
      ["'any'", '""'],
      ['$talk.excludedVolunteers.length > 0', '$talk.excludedVolunteers.length >= 0'],
    ],
    why: `${quicker}an eligible volunteer may serve a request without preferences and exclusions`,
  },
  {
    around:
      'for (let $place = 0; $place < $costs.length; $place += 1) if (!this.mayServe($wish, $place)) $costs[$place] = Infinity;',
    changes: [['$place < $costs.length', '$place <= $costs.length']],
    why: 'a typed array ignores a write past its end',
  },
  {
    around: 'return $cost < Infinity && $other - $price > priceStep && $other - $cost > $worth;',
    changes: [
      ['$cost < Infinity', 'true'],
      ['$cost < Infinity', '$cost <= Infinity'],
    ],
    why: 'a price minus infinity is below every value',
  },
  {
    around: 'const $ofAnybody = { ...$talk, excludedVolunteers: [] };',
    changes: [['[]', '["Stryker was here"]']],
    why: 'the entry is no volunteer, so it excludes none',
  },
  {
    around: 'const straight = { distance: new Float64Array(), from: new Int32Array(), done: [] };',
    changes: [['[]', '["Stryker was here"]']],
    why: 'it is used only without kept prices',
  },
  {
    around: 'if ($only !== undefined && $more.length === 0) return this.#of.get(spokenKey($only)) ?? [];',
    changes: [
      ['$only !== undefined && $more.length === 0', 'false'],
      ['$only !== undefined', 'true'],
      ['$only !== undefined', '$only === undefined'],
    ],
    why: `${quicker}a search among all volunteers finds the same, and every volunteer speaks a language`,
  },
];
