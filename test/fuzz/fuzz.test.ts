/** Thousands of hostile requests against a whole service: each rule that every answer keeps is a test of its own. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seed } from '../fixtures/seed.ts';
import { freshStateDir, removeStateDir, startService, type Service } from '../chaos/service.ts';
import { rules, type Rule } from './judge.ts';
import { comparedInCiMin, requestsInCi, runMsMax, startMsMax } from './limits.ts';
import { everyRoute } from './plan.ts';
import { findingText, summary } from './report.ts';
import { fuzz, type Fuzzed } from './run.ts';
import { kinds } from './spoil/spoiling.ts';

const stateDir = freshStateDir();
let service: Service | undefined;
let fuzzed: Fuzzed;

beforeAll(async () => {
  service = await startService(stateDir);
  const began = performance.now();
  fuzzed = await fuzz(service, { seed, requests: requestsInCi });
  console.log(summary({ ...fuzzed, seconds: (performance.now() - began) / 1000 }));
}, startMsMax + runMsMax);

afterAll(async () => {
  await service?.stop();
  removeStateDir(stateDir);
});

/** What a rule says, as the name of its test. */
const names: Readonly<Record<Rule, string>> = {
  'every request is answered': 'every request is answered, however broken',
  'no 5xx': '[sec-fuzz-3] nothing that is sent makes a function fail',
  'no hang': 'no answer takes long',
  'as the contract says': '[sec-fuzz-1] every answer is one that the contract names, and holds nothing beside it',
  'help where promised': 'every answer to a seeker holds help, and so does every path that is none',
  'no echo': 'no refusal repeats what was sent, and no answer what came in a header',
  refused: 'what must be refused is refused, and for that reason',
  'size before content': '[sec-fuzz-2] what is too large is not read',
  'a refusal stays small': 'no refusal is larger than a page',
  'nothing changed': '[sec-fuzz-4] a refused request leaves both tables as they were',
  'nothing in the logs': 'no log holds what was sent',
};

describe(`${requestsInCi} hostile requests`, () => {
  it.each(rules.map((rule) => [names[rule], rule] as const))('%s', (_name, rule) => {
    const broken = fuzzed.findings.filter((finding) => finding.rule === rule);
    expect(broken.map((finding) => findingText(finding, seed))).toEqual([]);
  });

  it('reach every route, in every way, and are taken where they are right', () => {
    const { routes, kinds: ways, compared } = fuzzed.tally;
    const taken = everyRoute.filter((route) => (routes.get(route)?.taken ?? 0) > 0);
    expect(everyRoute.filter((route) => !taken.includes(route))).toEqual(['rematch']);
    expect(kinds.filter((kind) => (ways.get(kind)?.sent ?? 0) === 0)).toEqual([]);
    expect(compared).toBeGreaterThan(comparedInCiMin);
  });
});
