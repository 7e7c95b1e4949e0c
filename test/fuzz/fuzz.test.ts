/** Thousands of hostile requests to a whole service. Each rule that every answer must keep is a separate test. */
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

/** The title of the test of each rule. */
const names: Readonly<Record<Rule, string>> = {
  'every request is answered': 'every request is answered, also a malformed one',
  'no 5xx': '[sec-fuzz-3] no request makes a function fail',
  'no hang': 'no answer takes long',
  'as the contract says': '[sec-fuzz-1] every answer is in the contract and has no other fields',
  'help where promised': 'every answer to a seeker has help, and so has every answer on an unknown path',
  'no echo': 'no refusal repeats the request, and no answer repeats a header of the request',
  refused: 'a wrong request is refused, for the right reason',
  'size before content': '[sec-fuzz-2] a body that is too large is not read',
  'a refusal stays small': 'no refusal is larger than a page',
  'nothing changed': '[sec-fuzz-4] a refused request changes nothing in either table',
  'nothing in the logs': 'no log contains anything of the request',
};

describe(`${requestsInCi} hostile requests`, () => {
  it.each(rules.map((rule) => [names[rule], rule] as const))('%s', (_name, rule) => {
    const broken = fuzzed.findings.filter((finding) => finding.rule === rule);
    expect(broken.map((finding) => findingText(finding, seed))).toEqual([]);
  });

  it('reach every route in every way, and the service accepts the valid ones', () => {
    const { routes, kinds: ways, compared } = fuzzed.tally;
    const accepted = everyRoute.filter((route) => (routes.get(route)?.accepted ?? 0) > 0);
    expect(everyRoute.filter((route) => !accepted.includes(route))).toEqual(['rematch']);
    expect(kinds.filter((kind) => (ways.get(kind)?.sent ?? 0) === 0)).toEqual([]);
    expect(compared).toBeGreaterThan(comparedInCiMin);
  });
});
