import { afterEach, beforeEach, expect, it } from 'vitest';
import { listen, sendJson } from '../../local/http/listen.ts';
import type { Listening } from '../../local/http/listen.ts';
import { seedDemo } from '../../local/seed.ts';
import { volunteerCreation } from '../../shared/contract/volunteers.ts';
import { keyCreation, partnerCreation } from '../../shared/contract/partners.ts';
import { spaceCreation } from '../../shared/contract/spaces.ts';
import { readBody } from '../../local/http/body.ts';

/** An API that says yes to what the contract allows, and remembers what it was asked. */
let api: Listening;
let asked: string[];
let refuses: boolean;
const space = 'spc_12345678';
const bodies = {
  'POST /v1/spaces': { schema: spaceCreation, answer: { id: space } },
  [`PUT /v1/spaces/${space}/coordinators/demo-coordinator`]: { schema: undefined, answer: {} },
  [`POST /v1/spaces/${space}/volunteers`]: { schema: volunteerCreation, answer: { id: 'vol_12345678' } },
  'POST /v1/partners': { schema: partnerCreation, answer: { id: 'ptn_12345678' } },
  'POST /v1/partners/ptn_12345678/keys': { schema: keyCreation, answer: { key: 'ek_test_1' } },
  'POST /token': { schema: undefined, answer: { access_token: 'jwt' } },
  [`GET /v1/spaces/${space}`]: { schema: undefined, answer: {} },
};

beforeEach(async () => {
  asked = [];
  refuses = false;
  api = await listen(0, (request, response) => {
    void readBody(request, 10_000).then((body) => {
      const what = `${request.method} ${request.url}`;
      asked.push(what);
      const known = Object.entries(bodies).find(([name]) => name === what)?.[1];
      if (known === undefined || (refuses && what.startsWith('POST /v1'))) return sendJson(response, 404, { detail: 'no' });
      known.schema?.parse(JSON.parse(body?.toString() ?? ''));
      return sendJson(response, 200, known.answer);
    });
  });
});
afterEach(() => api.close());

const made = {
  space,
  partner: { id: 'ptn_12345678', key: 'ek_test_1' },
  coordinator: { sub: 'demo-coordinator' },
  operator: { sub: 'demo-operator' },
  listener: { sub: 'demo-listener' },
};
const seed = (before?: unknown) => seedDemo({ url: api.url, issuer: api.url }, before);

it('the demo is made with bodies that the contract allows', async () => {
  expect(await seed()).toEqual(made);
});

it('what an earlier run made is kept while its space is there, and made anew when it is not', async () => {
  expect(await seed(made)).toEqual(made);
  expect(asked).toEqual([`GET /v1/spaces/${space}`]);
  expect(await seed({ ...made, space: 'spc_gone' })).toEqual(made);
});

it('a refusal is told with what was asked and what was answered', async () => {
  refuses = true;
  await expect(seed()).rejects.toThrow('POST /v1/spaces answered 404: {"detail":"no"}');
});
