/** Excuses where requests and volunteers are paired: prices, assignment, scores. */
import { quicker, unreached, type Excuse } from './excuse.ts';

export const pairing: readonly Excuse[] = [
  {
    around: "let $key = `${$languages.join()} ${$channel} ${$role ?? ''} ${$topics.join('|')}`;",
    changes: [["''", '"Stryker was here!"']],
    why: 'any name does for "no role", as long as no role has it',
  },
  {
    around: "let $key = `${$sameVolunteer ?? ''} ${$topics.join('|')}`;",
    changes: [["''", '"Stryker was here!"']],
    why: 'any name does for "nobody", as long as no volunteer has it',
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
    why: `${quicker}whoever has no candidates here has none later either`,
  },
  {
    around: 'if ($queue.length + $hedging.length === 0) return { offers: [], taken: new Set(), passed: new Set() };',
    changes: [['$queue.length + $hedging.length === 0', 'false']],
    why: `${quicker}nobody to ask for ends in no offers`,
  },
  {
    around: 'if ($assignment.full) break;',
    changes: [['$assignment.full', 'false']],
    why: `${quicker}a full assignment refuses every row`,
  },
  {
    around: 'if ($hopeless.has($key)) continue;',
    changes: [['$hopeless.has($key)', 'false']],
    why: `${quicker}a row like one that could not be served is refused too`,
  },
  {
    around: 'if (isPlain($asking)) $hopeless.add($key);',
    changes: [
      ['isPlain($asking)', 'false'],
      ['$hopeless.add($key);', ';'],
    ],
    why: `${quicker}a row like one that could not be served is refused too`,
  },
  {
    around: 'return new Map($paired.map(($asking, $row) => [$asking, $columns[$row] ?? -1]));',
    changes: [['-1', '+1']],
    why: unreached,
  },
  {
    around: 'const $reasons = pairReasons($request, $place, !$free.slice(0, $column).some($idleLonger));',
    changes: [['$free.slice(0, $column)', '$free']],
    why: `${quicker}the free stand in the order of idleness, so nobody idle longer comes later`,
  },
  {
    around: 'if ($candidates.length === 0) return undefined;',
    changes: [['$candidates.length === 0', 'false']],
    why: `${quicker}the cheapest of nobody is nobody`,
  },
  { around: 'return $best?.candidate;', within: 'cheapest', changes: [['$best?.candidate', '$best.candidate']], why: unreached },
  {
    around: 'this.#open = this.#open.filter(($column) => !$closed.has($column));',
    changes: [['this.#open.filter(($column) => !$closed.has($column))', 'this.#open']],
    why: `${quicker}from a closed column no free one is ever reached`,
  },
  { around: 'let $before = $from[$column] ?? -1', changes: [['-1', '+1']], why: unreached },
  { around: 'this.#rowOf[$column] = this.#rowOf[$before] ?? -1;', changes: [['-1', '+1']], why: unreached },
  {
    around: 'if ($row >= 0) $columns[$row] = $column;',
    changes: [['$row >= 0', 'true']],
    why: 'a typed array ignores what is put at -1',
  },
  {
    around: 'const $from = new Int32Array(this.#rowOf.length).fill(-1);',
    changes: [['-1', '+1']],
    why: 'every column a way goes through was given the one before it first',
  },
  {
    around: 'const $done: number[] = [];',
    within: 'Assignment',
    changes: [['[]', '["Stryker was here"]']],
    why: 'no number: a typed array keeps no price under such a name',
  },
  {
    around: '$left > 0',
    within: 'Assignment',
    changes: [['$left > 0', '$left >= 0']],
    why: 'once more with nothing ahead passes a taken column again, and ends in none as well',
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
    why: 'read only where no column can be reached, and then whichever is named leads nowhere',
  },
  {
    around: '$length < $least || ($length === $least && $column < $nearest)',
    changes: [['$column < $nearest', '$column <= $nearest']],
    why: 'each column is looked at once',
  },
  {
    around: 'if ($able.length === 0 || $able.length > plentifulFree) continue;',
    changes: [['$able.length === 0', 'false']],
    why: `${quicker}the price of nobody is put nowhere`,
  },
  {
    around: 'if ($able.length > $enough) break;',
    changes: [['$able.length > $enough', 'false']],
    why: `${quicker}more than plentiful is plentiful`,
  },
  {
    around: 'if ($one === undefined || this.#eligibleFor($wish)[$place] !== 1) return false;',
    changes: [['$one === undefined', 'false']],
    why: 'where nobody stands, nobody is eligible',
  },
  {
    around:
      'for (let $place = 0; $place < $costs.length; $place += 1) if ($eligible[$place] === 1) $costs[$place] = (this.#prices[$place] ?? 0) - ($fits[$place] ?? 0) - (this.#evenness[$place] ?? 0);',
    changes: [['$place < $costs.length', '$place <= $costs.length']],
    why: 'a typed array ignores what is put past its end',
  },
  {
    around:
      "if ($relaxation.stage !== 'any' || $talk.excludedVolunteers.length > 0) for (let $place = 0; $place < $costs.length; $place += 1) if (!this.mayServe($wish, $place)) $costs[$place] = Infinity;",
    changes: [
      ["$relaxation.stage !== 'any' || $talk.excludedVolunteers.length > 0", 'true'],
      ["'any'", '""'],
      ['$talk.excludedVolunteers.length > 0', '$talk.excludedVolunteers.length >= 0'],
    ],
    why: `${quicker}whoever is eligible may serve one who waits for nobody and excludes nobody`,
  },
  {
    around:
      'for (let $place = 0; $place < $costs.length; $place += 1) if (!this.mayServe($wish, $place)) $costs[$place] = Infinity;',
    changes: [['$place < $costs.length', '$place <= $costs.length']],
    why: 'a typed array ignores what is put past its end',
  },
  {
    around: 'return $cost < Infinity && $other - $price > priceStep && $other - $cost > $worth;',
    changes: [
      ['$cost < Infinity', 'true'],
      ['$cost < Infinity', '$cost <= Infinity'],
    ],
    why: 'a price less infinity is worth less than anything',
  },
  {
    around: 'const $ofAnybody = { ...$talk, excludedVolunteers: [] };',
    changes: [['[]', '["Stryker was here"]']],
    why: 'no entry of a volunteer: it keeps nobody away',
  },
  {
    around: 'const straight = { distance: new Float64Array(), from: new Int32Array(), done: [] };',
    changes: [['[]', '["Stryker was here"]']],
    why: 'only in haste, when no prices are kept',
  },
  {
    around: 'if ($only !== undefined && $more.length === 0) return this.#of.get($only) ?? [];',
    changes: [
      ['$only !== undefined && $more.length === 0', 'false'],
      ['$only !== undefined', 'true'],
      ['$only !== undefined', '$only === undefined'],
    ],
    why: `${quicker}looking at everybody finds the same, and nobody speaks no language`,
  },
];
