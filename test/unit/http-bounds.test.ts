/**
 * Bodies below, at and beyond every bound of a list or a text: each is taken or refused like any other, never with an error of the service, and
 * everything that is stored can be read. The texts are of letters that grow when labels are compared.
 */
import { describe, expect, it } from 'vitest';
import { contract, type RouteId } from '../../shared/contract/contract.ts';
import { labelCharsMax } from '../../shared/domain/limits.ts';
import { boundsOf, unreadableIn } from '../fixtures/stored-bounds.ts';
import { aWholeService } from '../fixtures/whole-service.ts';
import { askingBody, spaceBody, volunteerBody } from '../world/bodies.ts';
import { operatorSub } from '../world/people.ts';
import { partnerOverHttp, spaceOverHttp, volunteerOverHttp } from '../world/space-over-http.ts';

/** One letter that becomes three when it is folded. */
const growsWhenFolded = 'ΐ';
const labelNo = (n: number): string => `${growsWhenFolded.repeat(labelCharsMax - 3)}${String(n).padStart(3, '0')}`;
/** Tags of two and three letters: as many languages as a list may name, and one more. */
const languageNo = (n: number): string =>
  `${'abcdefghijklmnopqrstuvwxyz'[n % 26]}${'abcdefghijklmnopqrstuvwxyz'[Math.floor(n / 26)]}`;
const textNo = (n: number): string => `Line ${n}`;
const many =
  <T>(of: (n: number) => T) =>
  (size: number): readonly T[] =>
    Array.from({ length: size }, (_none, n) => of(n));
const text = (size: number): string => growsWhenFolded.repeat(size);

const entryNo = (n: number) => ({
  id: `own-${n}`,
  name: `Line ${n}`,
  country: 'GB',
  contacts: [{ kind: 'e164', number: '+442071838750' }],
  languages: ['en'],
  topics: ['general'],
  hours: null,
  source: { url: 'https://line.example/', publisher: 'Line' },
  checkedBy: null,
  checkedAt: null,
  expiresAt: '2027-01-01',
});

type Fill = (size: number) => unknown;

/** The fields, by their paths in the body, and what fills them. */
const fields: readonly (readonly [route: RouteId, field: string, bound: 'maxItems' | 'maxLength' | 'maximum', fill: Fill])[] = [
  ['createSpace', 'name', 'maxLength', text],
  ['createSpace', 'purpose', 'maxLength', text],
  ['createSpace', 'topics', 'maxItems', many(labelNo)],
  ['createSpace', 'credentialsRequired', 'maxItems', many(labelNo)],
  ['createSpace', 'inclusivity.identityPreferences', 'maxItems', many(labelNo)],
  ['createSpace', 'inclusivity.languages', 'maxItems', many(languageNo)],
  ['createSpace', 'groundRules.items', 'maxItems', many(textNo)],
  ['createSpace', 'confidentiality.limits', 'maxItems', many(textNo)],
  ['createSpace', 'evaluation.questions', 'maxItems', many(textNo)],
  ['createSpace', 'resources.entries', 'maxItems', many(entryNo)],
  ['createSpace', 'hours.exceptions', 'maxItems', many((n) => ({ date: dateNo(n), open: [] }))],
  ['createSpace', 'hours.weekly', 'maxItems', many((n) => ({ day: 'monday', ...minutesNo(n) }))],
  ['createSpace', 'limits.capacityMax', 'maximum', Number],
  ['createSpace', 'limits.probationTalks', 'maximum', Number],
  ['createSpace', 'limits.talksPerDay', 'maximum', Number],
  ['createSpace', 'policy.overtakesMax', 'maximum', Number],
  ['createPartner', 'name', 'maxLength', text],
  ['addVolunteer', 'label', 'maxLength', text],
  ['addVolunteer', 'languages', 'maxItems', many(languageNo)],
  ['addVolunteer', 'topics', 'maxItems', many(labelNo)],
  ['addVolunteer', 'credentials', 'maxItems', many((n) => ({ kind: labelNo(n), expiresAt: '2027-01-01T00:00:00Z' }))],
  ['editMe', 'mutedTopics', 'maxItems', many(labelNo)],
  ['editMe', 'topics', 'maxItems', many(labelNo)],
  ['setAvailability', 'capacity', 'maximum', Number],
  ['ask', 'languages', 'maxItems', many(languageNo)],
  ['ask', 'topics', 'maxItems', many(labelNo)],
  ['ask', 'preferences', 'maxItems', many((n) => ({ attribute: labelNo(0), value: labelNo(n), strength: 'prefer' }))],
  ['ask', 'opening', 'maxLength', text],
  ['ask', 'subject', 'maxLength', (size) => 'x'.repeat(size)],
  ['giveFeedback', 'text', 'maxLength', text],
  ['giveFeedback', 'rating', 'maximum', Number],
  ['report', 'text', 'maxLength', text],
];

function dateNo(n: number): string {
  return new Date(Date.UTC(2026, 3, 1 + n)).toISOString().slice(0, 10);
}

function minutesNo(n: number) {
  const two = (of: number): string => String(of).padStart(2, '0');
  const [from, to] = [n * 30, n * 30 + 20].map((minute) => `${two(Math.floor(minute / 60) % 24)}:${two(minute % 60)}`);
  return { from: from ?? '', to: to ?? '' };
}

/** The body with a value at a path. */
function withValue(body: object, [step = '', ...rest]: readonly string[], value: unknown): object {
  const inside: unknown = Reflect.get(body, step);
  const next = rest.length === 0 ? value : withValue(typeof inside === 'object' && inside !== null ? inside : {}, rest, value);
  return { ...body, [step]: next };
}

/** A space in which every label and language of the test is offered, with a volunteer, a partner and a talk. */
async function aWorld() {
  const service = aWholeService();
  const { client } = service;
  const coordinator = { sub: 'coordinator', token: 'coordinator' };
  const { id: space } = await spaceOverHttp(
    client,
    { token: operatorSub, coordinator, isConfirmed: false },
    {
      demo: true,
      topics: many(labelNo)(50),
      inclusivity: { languages: many(languageNo)(50), identityPreferences: many(labelNo)(1) },
      limits: { capacityMax: 3 },
    },
  );
  const params = { space };
  const languages = [languageNo(0)];
  await volunteerOverHttp(client, { token: coordinator.token, space }, { subject: 'v1', languages });
  const { key } = await partnerOverHttp(client, { token: operatorSub, spaces: [space] });
  const volunteer = { token: 'v1', params };
  await client.succeeds('setAvailability', { ...volunteer, body: { available: true } });
  const asked = await client.succeeds('ask', { token: key, params, idempotencyKey: 'first', body: { ...askingBody, languages } });
  const { items } = await client.succeeds('listOffers', volunteer);
  const accepted = { ...volunteer, params: { space, offer: items[0]?.id ?? '' } };
  const { conversation } = await client.succeeds('acceptOffer', accepted);
  const ofTalk = { token: asked.token, params: { space, conversation: conversation.id } };
  const sent: Partial<
    Record<RouteId, { readonly token: string; readonly params?: Record<string, string>; readonly body: object }>
  > = {
    createSpace: { token: operatorSub, body: { ...spaceBody, hours: { weekly: [] } } },
    createPartner: { token: operatorSub, body: { name: 'App', spaces: [space] } },
    addVolunteer: { token: coordinator.token, params, body: { ...volunteerBody, languages } },
    editMe: { ...volunteer, body: {} },
    setAvailability: { ...volunteer, body: { available: true } },
    ask: { token: key, params, body: { ...askingBody, languages } },
    giveFeedback: { ...ofTalk, body: { heard: 'yes', shareText: true } },
    report: { ...ofTalk, body: { category: 'other' } },
  };
  return { ...service, sent };
}

describe('a body', () => {
  it.each(fields)('of %s with `%s` below, at and beyond its %s', async (route, field, kind, fill) => {
    const bound = boundsOf('', contract[route].body).get(`${field} ${kind}`);
    if (bound === undefined) throw new Error(`${route} has no bound for ${field}`);
    const { client, sent, store } = await aWorld();
    const right = sent[route];
    if (right === undefined) throw new Error(`no call of ${route}`);
    const answers: number[] = [];
    for (const size of [bound - 1, bound, bound + 1]) {
      const body = withValue(right.body, field.split('.'), fill(size));
      const answer = await client.raw(route, { ...right, idempotencyKey: `key-${size}`, body });
      answers.push(answer.status);
      expect(unreadableIn(store.dump())).toEqual([]);
    }
    expect(
      answers.slice(0, 2).every((status) => status < 300),
      String(answers),
    ).toBe(true);
    expect(answers[2]).toBe(400);
  });
});
