/** Mutants that no test can tell from the code, each with the reason. Named by their line, so that they move with it. */

interface Equivalent {
  readonly file: string;
  /** The line in which the change begins, without its indent. */
  readonly line: string;
  /** From what, to what; white space squeezed. Each excuses one mutant. */
  readonly changes: readonly (readonly [from: string, to: string])[];
  readonly why: string;
}

/** `noUncheckedIndexedAccess`, or a type that knows less than we do, wants a branch that nothing reaches. */
const unreached = 'only the types want this; nothing reaches it';
/** With and without, the result is the same; the benchmarks see the difference. */
const quicker = 'spares work, and changes no result: ';

export const equivalent: readonly Equivalent[] = [
  {
    file: 'ask-keys.ts',
    line: "let key = `${languages.join()} ${channel} ${role ?? ''} ${topics.join('|')}`;",
    changes: [["''", '"Stryker was here!"']],
    why: 'any name does for "no role", as long as no role has it',
  },
  {
    file: 'ask-keys.ts',
    line: "let key = `${sameVolunteer ?? ''} ${topics.join('|')}`;",
    changes: [["''", '"Stryker was here!"']],
    why: 'any name does for "nobody", as long as no volunteer has it',
  },
  {
    file: 'assign-priced.ts',
    line: 'const hedging = heard.filter((request) => hedgeCandidates(request, free, policy, now).length > 0);',
    changes: [
      ['heard.filter((request) => hedgeCandidates(request, free, policy, now).length > 0)', 'heard'],
      ['hedgeCandidates(request, free, policy, now).length > 0', 'true'],
      ['hedgeCandidates(request, free, policy, now).length > 0', 'hedgeCandidates(request, free, policy, now).length >= 0'],
    ],
    why: `${quicker}whoever has no candidates here has none later either`,
  },
  {
    file: 'assign-priced.ts',
    line: 'if (queue.length + hedging.length === 0) return { offers: [], taken: new Set(), passed: new Set() };',
    changes: [['queue.length + hedging.length === 0', 'false']],
    why: `${quicker}nobody to ask for ends in no offers`,
  },
  {
    file: 'assign-priced.ts',
    line: 'if (assignment.full) break;',
    changes: [['assignment.full', 'false']],
    why: `${quicker}a full assignment refuses every row`,
  },
  {
    file: 'assign-priced.ts',
    line: 'if (hopeless.has(key)) continue;',
    changes: [['hopeless.has(key)', 'false']],
    why: `${quicker}a row like one that could not be served is refused too`,
  },
  {
    file: 'assign-priced.ts',
    line: 'else if (isPlain(asking)) hopeless.add(key);',
    changes: [
      ['isPlain(asking)', 'false'],
      ['hopeless.add(key);', ';'],
    ],
    why: `${quicker}a row like one that could not be served is refused too`,
  },
  {
    file: 'assign-priced.ts',
    line: 'return new Map(paired.map((asking, row) => [asking, columns[row] ?? -1]));',
    changes: [['-1', '+1']],
    why: unreached,
  },
  {
    file: 'assign-priced.ts',
    line: 'const reasons = pairReasons(request, place, !free.slice(0, column).some(idleLonger));',
    changes: [['free.slice(0, column)', 'free']],
    why: `${quicker}the free stand in the order of idleness, so nobody idle longer comes later`,
  },
  {
    file: 'assign-priced.ts',
    line: 'if (candidates.length === 0) return undefined;',
    changes: [['candidates.length === 0', 'false']],
    why: `${quicker}the cheapest of nobody is nobody`,
  },
  { file: 'assign-priced.ts', line: 'return best?.place;', changes: [['best?.place', 'best.place']], why: unreached },
  {
    file: 'assignment.ts',
    line: 'this.#open = this.#open.filter((column) => !closed.has(column));',
    changes: [['this.#open.filter((column) => !closed.has(column))', 'this.#open']],
    why: `${quicker}from a closed column no free one is ever reached`,
  },
  {
    file: 'assignment.ts',
    line: 'for (let before = from[column] ?? -1; before >= 0; before = from[column] ?? -1) {',
    changes: [['-1', '+1']],
    why: unreached,
  },
  {
    file: 'assignment.ts',
    line: 'this.#rowOf[column] = this.#rowOf[before] ?? -1;',
    changes: [['-1', '+1']],
    why: unreached,
  },
  {
    file: 'assignment.ts',
    line: 'if (row >= 0) columns[row] = column;',
    changes: [['row >= 0', 'true']],
    why: 'a typed array ignores what is put at -1',
  },
  {
    file: 'assignment.ts',
    line: 'const from = new Int32Array(this.#rowOf.length).fill(-1);',
    changes: [['-1', '+1']],
    why: 'every column a way goes through was given the one before it first',
  },
  {
    file: 'assignment.ts',
    line: 'const done: number[] = [];',
    changes: [['[]', '["Stryker was here"]']],
    why: 'no number: a typed array keeps no price under such a name',
  },
  {
    file: 'assignment.ts',
    line: 'for (let left = ahead.length; left > 0; left -= 1) {',
    changes: [['left > 0', 'left >= 0']],
    why: 'once more with nothing ahead passes a taken column again, and ends in none as well',
  },
  { file: 'assignment.ts', line: 'nearest = ahead[place] ?? -1;', changes: [['-1', '+1']], why: unreached },
  {
    file: 'assignment.ts',
    line: 'const held = this.#costs[this.#rowOf[nearest] ?? -1];',
    changes: [['-1', '+1']],
    why: unreached,
  },
  { file: 'assignment.ts', line: 'ahead[place] = ahead[left - 1] ?? -1;', changes: [['-1', '+1']], why: unreached },
  {
    file: 'assignment.ts',
    line: 'let [nearest, nearestPlace, least] = [-1, 0, Infinity];',
    changes: [['-1', '+1']],
    why: 'read only where no column can be reached, and then whichever is named leads nowhere',
  },
  {
    file: 'assignment.ts',
    line: 'if (length < least || (length === least && column < nearest)) {',
    changes: [['column < nearest', 'column <= nearest']],
    why: 'each column is looked at once',
  },
  {
    file: 'choose.ts',
    line: 'export function isPlain({ talk, relaxation }: Wish): boolean {',
    changes: [["{ return relaxation.stage === 'any' && talk.avoid.length === 0; }", '{}']],
    why: `${quicker}each is judged by itself`,
  },
  {
    file: 'choose.ts',
    line: "return relaxation.stage === 'any' && talk.avoid.length === 0;",
    changes: [
      ["relaxation.stage === 'any' && talk.avoid.length === 0", 'false'],
      ["'any'", '""'],
    ],
    why: `${quicker}each is judged by itself`,
  },
  {
    file: 'choose.ts',
    line: 'if (compareWished(wished, utmost) === 0) break;',
    changes: [['compareWished(wished, utmost) === 0', 'false']],
    why: `${quicker}nobody can be better than the utmost`,
  },
  {
    file: 'choose.ts',
    line: 'return { same: ask.sameVolunteer === undefined ? 0 : 1, preferences: ask.preferences.length, topics: ask.topics.length };',
    changes: [
      ['{ same: ask.sameVolunteer === undefined ? 0 : 1, preferences: ask.preferences.length, topics: ask.topics.length }', '{}'],
      ['ask.sameVolunteer === undefined', 'false'],
    ],
    why: `${quicker}without a utmost that can be reached, all are looked at`,
  },
  {
    file: 'demand.ts',
    line: 'return a < b ? -1 : 1;',
    changes: [['a < b', 'a <= b']],
    why: 'they are not equal here',
  },
  {
    file: 'due.ts',
    line: 'if (due !== undefined && hopeful.from >= due) continue;',
    changes: [
      ['due !== undefined && hopeful.from >= due', 'false'],
      ['due !== undefined', 'true'],
      ['due !== undefined', 'due === undefined'],
      ['hopeful.from >= due', 'hopeful.from > due'],
    ],
    why: `${quicker}nothing is due for it before \`from\``,
  },
  {
    file: 'due.ts',
    line: 'if (bound !== undefined && comer.at >= bound) break;',
    changes: [
      ['bound !== undefined && comer.at >= bound', 'false'],
      ['bound !== undefined', 'true'],
      ['bound !== undefined', 'bound === undefined'],
      ['comer.at >= bound', 'comer.at > bound'],
    ],
    why: `${quicker}who comes later than what is due already makes nothing due sooner; and no time is after undefined`,
  },
  {
    file: 'due.ts',
    line: 'if (ready !== undefined) times.push(ready);',
    changes: [['ready !== undefined', 'true']],
    why: 'undefined is sorted to the end, and is later than nothing',
  },
  {
    file: 'due.ts',
    line: "return until !== undefined && pairMisfits(talk, seat, at).every((one) => one === 'avoided') ? until : undefined;",
    changes: [['until !== undefined', 'true']],
    why: `${quicker}never is answered with never`,
  },
  {
    file: 'explain.ts',
    line: 'if (obstacles.every((one) => found.has(one))) continue;',
    changes: [
      ['obstacles.every((one) => found.has(one))', 'false'],
      ['(one) => found.has(one)', '() => undefined'],
    ],
    why: `${quicker}what was found is found once`,
  },
  {
    file: 'explain.ts',
    line: 'if (first === undefined) return [];',
    changes: [
      ['first === undefined', 'false'],
      ['[]', '["Stryker was here"]'],
    ],
    why: unreached,
  },
  {
    file: 'explain.ts',
    line: "return obstacles.length === 1 ? (obstacles[0] ?? '') : obstacles.join();",
    changes: [["''", '"Stryker was here!"']],
    why: unreached,
  },
  {
    file: 'explain.ts',
    line: "return obstacles.length === 1 ? (obstacles[0] ?? '') : obstacles.join();",
    changes: [['obstacles.length === 1', 'false']],
    why: `${quicker}one joined is itself`,
  },
  {
    file: 'hedge.ts',
    line: 'return talk.offers.some((open) => open.volunteer === place.seat.volunteer);',
    changes: [
      [
        'talk.offers.some((open) => open.volunteer === place.seat.volunteer)',
        'talk.offers.every(open => open.volunteer === place.seat.volunteer)',
      ],
    ],
    why: 'asked only where exactly one offer is open, as long as two are the most',
  },
  {
    file: 'order.ts',
    line: 'return a < b ? -1 : 1;',
    changes: [['a < b', 'a <= b']],
    why: 'they are not equal here',
  },
  {
    file: 'overtakes.ts',
    line: 'return remembered(scarcity, needsKey({ ...talk.ask, topics: [] }), scarce) + (waitWeight * (now - talk.askedAt)) / 1000;',
    changes: [['[]', '["Stryker was here"]']],
    why: 'any topics do, as long as they are the same for all',
  },
  {
    file: 'overtakes.ts',
    line: 'if (max > 0 && before !== undefined) {',
    changes: [
      ['max > 0', 'true'],
      ['max > 0', 'max >= 0'],
    ],
    why: `${quicker}where nobody may be passed all are sheltered, which is the order of the queue`,
  },
  {
    file: 'overtakes.ts',
    line: 'if (a === b) return 0;',
    changes: [['a === b', 'false']],
    why: 'a stable sort that is told "after" of equals leaves them as they are, like one that is told "equal"',
  },
  {
    file: 'overtakes.ts',
    line: 'return a > b ? -1 : 1;',
    changes: [['a > b', 'a >= b']],
    why: 'they are not equal here',
  },
  {
    file: 'plan-matches.ts',
    line: 'const isAlike = isPlain(request) && request.heard && request.talk.offers.length === 0;',
    changes: [
      ['isPlain(request) && request.heard && request.talk.offers.length === 0', 'false'],
      ['request.talk.offers.length === 0', 'request.talk.offers.length !== 0'],
    ],
    why: `${quicker}the reasons are found for each; those who are being offered have one reason only`,
  },
  {
    file: 'plan-matches.ts',
    line: 'return hopefuls.filter((one) => {',
    changes: [
      [
        'hopefuls.filter((one) => { if (one.from !== now || one.needed > 1 || !isPlain(one)) return true; const key = needsKey(one.talk.ask); const isNew = !seen.has(key); seen.add(key); return isNew; })',
        'hopefuls',
      ],
    ],
    why: `${quicker}a twin is due when the other is`,
  },
  {
    file: 'plan-matches.ts',
    line: 'if (one.from !== now || one.needed > 1 || !isPlain(one)) return true;',
    changes: [
      ['one.from !== now || one.needed > 1 || !isPlain(one)', 'true'],
      ['one.needed > 1', 'one.needed >= 1'],
      ['one.needed > 1', 'one.needed <= 1'],
    ],
    why: `${quicker}a twin is due when the other is, also where both need several`,
  },
  {
    file: 'plan-matches.ts',
    line: 'seen.add(key);',
    changes: [['seen.add(key);', ';']],
    why: `${quicker}a twin is due when the other is`,
  },
  {
    file: 'prices.ts',
    line: 'if (able.length === 0 || able.length > plentifulFree) continue;',
    changes: [['able.length === 0', 'false']],
    why: `${quicker}the price of nobody is put nowhere`,
  },
  {
    file: 'prices.ts',
    line: 'if (able.length > enough) break;',
    changes: [['able.length > enough', 'false']],
    why: `${quicker}more than plentiful is plentiful`,
  },
  {
    file: 'scores.ts',
    line: 'if (one === undefined || this.#eligibleFor(wish)[place] !== 1) return false;',
    changes: [['one === undefined', 'false']],
    why: 'where nobody stands, nobody is eligible',
  },
  {
    file: 'scores.ts',
    line: 'for (let place = 0; place < costs.length; place += 1)',
    changes: [['place < costs.length', 'place <= costs.length']],
    why: 'a typed array ignores what is put past its end',
  },
  {
    file: 'scores.ts',
    line: "if (relaxation.stage !== 'any' || talk.avoid.length > 0)",
    changes: [
      ["relaxation.stage !== 'any' || talk.avoid.length > 0", 'true'],
      ["'any'", '""'],
      ['talk.avoid.length > 0', 'talk.avoid.length >= 0'],
    ],
    why: `${quicker}whoever is eligible may serve one who waits for nobody and avoids nobody`,
  },
  {
    file: 'scores.ts',
    line: 'for (let place = 0; place < costs.length; place += 1) if (!this.mayServe(wish, place)) costs[place] = Infinity;',
    changes: [['place < costs.length', 'place <= costs.length']],
    why: 'a typed array ignores what is put past its end',
  },
  {
    file: 'scores.ts',
    line: 'return cost < Infinity && other - price > priceStep && other - cost > worth;',
    changes: [
      ['cost < Infinity', 'true'],
      ['cost < Infinity', 'cost <= Infinity'],
    ],
    why: 'a price less infinity is worth less than anything',
  },
  {
    file: 'scores.ts',
    line: 'const ofAnybody = { ...talk, avoid: [] };',
    changes: [['[]', '["Stryker was here"]']],
    why: 'no entry of a volunteer: it keeps nobody away',
  },
  {
    file: 'assignment.ts',
    line: 'const straight = { distance: new Float64Array(), from: new Int32Array(), done: [] };',
    changes: [['[]', '["Stryker was here"]']],
    why: 'only in haste, when no prices are kept',
  },
  {
    file: 'paging.ts',
    line: 'if (waiting.length === 0) return [];',
    changes: [['waiting.length === 0', 'false']],
    why: `${quicker}of nobody who waits nobody is stranded`,
  },
  {
    file: 'paging.ts',
    line: 'if (lasting.avoid.length > 0) return !anybodyFits(lasting);',
    changes: [
      ['lasting.avoid.length > 0', 'true'],
      ['lasting.avoid.length > 0', 'lasting.avoid.length >= 0'],
    ],
    why: `${quicker}each is judged by itself`,
  },
  {
    file: 'places.ts',
    line: 'return dutyChangesAt === undefined ? undefined : latest(dutyChangesAt, freeAt(seat), now);',
    changes: [['dutyChangesAt === undefined', 'false']],
    why: 'nothing is later than undefined, so that is the latest',
  },
  {
    file: 'speakers.ts',
    line: 'if (only !== undefined && more.length === 0) return this.#of.get(only) ?? [];',
    changes: [
      ['only !== undefined && more.length === 0', 'false'],
      ['only !== undefined', 'true'],
      ['only !== undefined', 'only === undefined'],
    ],
    why: `${quicker}looking at everybody finds the same, and nobody speaks no language`,
  },
];
