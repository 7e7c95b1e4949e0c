import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type * as z from 'zod';
import { readBody } from '../../local/http/body.ts';
import { listen, sendJson, type Listening } from '../../local/http/listen.ts';
import { seedDemo } from '../../local/seed.ts';
import { contract } from '../../shared/contract/contract.ts';
import { problems, problemType } from '../../shared/contract/problems.ts';
import { valid } from '../fuzz/valid.ts';

/** An API that says yes to what the contract allows, and remembers what it was asked. */
let api: Listening;
let asked: string[];
let refuses: boolean;
const space = 'spc_12345678';

/** An answer that the contract takes, with these fields in it. */
function answer(schema: z.ZodType, fields: object): object {
  const [made] = fc.sample(valid(schema), { numRuns: 1, seed: 1 });
  return schema.parse({ ...Object(made), ...fields }) as object;
}

const { addCoordinator, addVolunteer, createKey, createPartner, createSpace, showSpace } = contract;
const bodies = {
  'POST /v1/spaces': { schema: createSpace.body, status: 201, answer: answer(createSpace.answers[201], { id: space }) },
  [`PUT /v1/spaces/${space}/coordinators/demo-coordinator`]: {
    schema: undefined,
    status: 200,
    answer: answer(addCoordinator.answers[200], {}),
  },
  [`POST /v1/spaces/${space}/volunteers`]: {
    schema: addVolunteer.body,
    status: 201,
    answer: answer(addVolunteer.answers[201], {}),
  },
  'POST /v1/partners': {
    schema: createPartner.body,
    status: 201,
    answer: answer(createPartner.answers[201], { id: 'ptn_12345678' }),
  },
  'POST /v1/partners/ptn_12345678/keys': {
    schema: createKey.body,
    status: 201,
    answer: answer(createKey.answers[201], { key: 'ek_test_1' }),
  },
  'POST /token': { schema: undefined, status: 200, answer: { access_token: 'jwt' } },
  [`GET /v1/spaces/${space}`]: { schema: undefined, status: 200, answer: answer(showSpace.answers[200], {}) },
};

const notFound = { ...problems['not-found'], type: problemType('not-found'), instance: 'urn:uuid:1', requestId: '1' };

beforeEach(async () => {
  asked = [];
  refuses = false;
  api = await listen(0, (request, response) => {
    void readBody(request, 10_000).then((body) => {
      const what = `${request.method} ${request.url}`;
      asked.push(what);
      const known = Object.entries(bodies).find(([name]) => name === what)?.[1];
      if (known === undefined || (refuses && what.startsWith('POST /v1'))) return sendJson(response, 404, notFound);
      known.schema?.parse(JSON.parse(body?.toString() ?? ''));
      return sendJson(response, known.status, known.answer);
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

it('a refusal is reported with its route and its problem', async () => {
  refuses = true;
  await expect(seed()).rejects.toThrow(/createSpace answered 404: not-found/u);
});
