import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBody } from '../../local/http/body.ts';
import { listen, sendJson, type Listening } from '../../local/http/listen.ts';
import { seedDemo } from '../../local/seed.ts';
import { contract } from '../../shared/contract/contract.ts';
import { problems, problemType } from '../../shared/contract/problems.ts';
import { limits } from '../../shared/domain/space.ts';
import { supportFor } from '../../shared/domain/support/support.ts';
import { aPolicy, noon } from '../fixtures/domain.ts';

/** An API that accepts what the contract allows, and records its requests. */
let api: Listening;
let asked: string[];
let refuses: boolean;
/** Whether each call gets `first` always. */
let always: boolean;
/** What each call gets at first, before its answer. */
let first: 'answer' | 'close' | { readonly status: number; readonly body: object };
const space = 'spc_12345678';

/** A space as the service shows it. */
const shownSpace = {
  id: space,
  name: 'Demo',
  purpose: 'A demo',
  crisis: false,
  audience: 'adult',
  country: 'GB',
  timeZone: 'UTC',
  groundRules: { version: 1, items: ['Be kind.'] },
  confidentiality: { kept: 'Nothing', limits: [] },
  inclusivity: { languages: ['en'], identityPreferences: [] },
  evaluation: { questions: [] },
  roles: ['listener'],
  topics: [],
  languages: ['en'],
  channels: ['chat'],
  hours: { always: true },
  direct: true,
  demo: true,
};
const now = '2026-03-02T12:00:00.000Z';
const { createSpace, addVolunteer, createPartner, createKey } = contract;
const settings = { duty: { always: true }, credentialsRequired: [], limits: limits.parse({}), policy: aPolicy() };
const live = {
  dutyNow: true,
  state: 'open',
  estimate: null,
  opensAt: null,
  closesAt: null,
  support: supportFor({ country: 'GB', now: noon }),
};
const profile = { role: 'listener', languages: ['en'], topics: [], mutedTopics: [], attributes: {}, credentials: [], limits: {} };
const bodies = {
  'POST /v1/spaces': {
    schema: createSpace.body,
    status: 201,
    answer: { ...shownSpace, ...settings, resources: { entries: [] }, confirmed: [], volunteersPending: 0 },
  },
  [`PUT /v1/spaces/${space}/coordinators/demo-coordinator`]: {
    schema: undefined,
    status: 200,
    answer: { space, coordinator: true },
  },
  [`POST /v1/spaces/${space}/volunteers`]: {
    schema: addVolunteer.body,
    status: 201,
    answer: {
      ...profile,
      id: 'vol_12345678',
      space,
      status: 'active',
      linked: true,
      eligibility: { eligible: true, reasons: [] },
      createdAt: now,
    },
  },
  'POST /v1/partners': {
    schema: createPartner.body,
    status: 201,
    answer: { id: 'ptn_12345678', name: 'Demo partner', spaces: [space], createdAt: now },
  },
  'POST /v1/partners/ptn_12345678/keys': {
    schema: createKey.body,
    status: 201,
    answer: { id: 'key_12345678', mode: 'test', spaces: [space], rights: ['ask'], hint: 'x', createdAt: now, key: 'ek_test_1' },
  },
  'POST /token': { schema: undefined, status: 200, answer: { access_token: 'jwt' } },
  [`GET /v1/spaces/${space}`]: { schema: undefined, status: 200, answer: { ...shownSpace, ...live } },
};

const notFound = {
  ...problems['not-found'],
  type: problemType('not-found'),
  instance: 'https://earshot.dev/requests/1',
  requestId: '1',
};

beforeEach(async () => {
  asked = [];
  refuses = false;
  [first, always] = ['answer', false];
  api = await listen(0, (request, response) => {
    void readBody(request, 10_000).then((body) => {
      const what = `${request.method} ${request.url}`;
      const isFirst = always || !asked.includes(what);
      asked.push(what);
      if (isFirst && first === 'close') return void response.destroy();
      if (isFirst && typeof first === 'object') return sendJson(response, first.status, first.body);
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
const patience = { triesMax: 3, pauseMs: 1 };
const seed = (before?: unknown) => seedDemo({ url: api.url, issuer: api.url }, before, patience);

it('the demo is created with bodies that the contract allows', async () => {
  expect(await seed()).toEqual(made);
});

it('the demo of an earlier run is kept while its space exists, and created anew when it does not', async () => {
  expect(await seed(made)).toEqual(made);
  expect(asked).toEqual([`GET /v1/spaces/${space}`]);
  expect(await seed({ ...made, space: 'spc_gone' })).toEqual(made);
});

it('a refusal is reported with its route and its problem', async () => {
  refuses = true;
  await expect(seed()).rejects.toThrow(/createSpace answered 404: not-found/u);
});

const unavailable = { ...notFound, ...problems.unavailable, type: problemType('unavailable') };
const tooMany = { ...notFound, ...problems['too-many-requests'], type: problemType('too-many-requests') };

describe.each([
  ['503 of the service', { status: 503, body: unavailable }],
  ['429 of the service', { status: 429, body: tooMany }],
  ['503 of the gateway', { status: 503, body: { message: 'Service Unavailable' } }],
  ['429 of the gateway', { status: 429, body: { message: 'Too Many Requests' } }],
  ['a closed connection', 'close'],
] as const)('[bug-busy-start] where the first answer to every call is %s', (_what, given) => {
  /** The issuer is no part of the API: it sheds nothing. */
  const busy = () => {
    asked.push('POST /token');
    first = given;
  };

  it('the demo of an earlier run is kept, and nothing is created', async () => {
    busy();
    expect(await seed(made)).toEqual(made);
    expect(asked.filter((what) => what.startsWith('POST /v1'))).toEqual([]);
  });

  it('the demo is created all the same', async () => {
    busy();
    expect(await seed()).toEqual(made);
  });
});

it('[bug-busy-space] a demo of an earlier run whose space is never shown is an error, and never replaced', async () => {
  [first, always] = [{ status: 503, body: unavailable }, true];
  await expect(seed(made)).rejects.toThrow(/could not be read: 503/u);
  expect(asked.filter((what) => what.startsWith('POST /v1'))).toEqual([]);
});

it('a demo of an earlier run that cannot be read at all is an error, and never replaced', async () => {
  await api.close();
  await expect(seed(made)).rejects.toThrow(/fetch failed/u);
});
