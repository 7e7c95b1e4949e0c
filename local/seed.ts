/** What a newcomer finds: a demo space with a coordinator, a listener and a partner, made through the public API as an operator makes them. */
import * as z from 'zod';
import type { volunteerCreation } from '../shared/contract/volunteers.ts';
import type { keyCreation, partnerCreation } from '../shared/contract/partners.ts';
import type { spaceCreation } from '../shared/contract/spaces.ts';
import { operatorScope } from '../shared/names.ts';

/** What a client needs beside the addresses. */
const seeded = z.object({
  space: z.string(),
  partner: z.object({ id: z.string(), key: z.string() }),
  coordinator: z.object({ sub: z.string() }),
  operator: z.object({ sub: z.string() }),
  listener: z.object({ sub: z.string() }),
});
export type Seeded = z.infer<typeof seeded>;

export interface Where {
  readonly url: string;
  readonly issuer: string;
}

const operator = { sub: 'demo-operator' };
const coordinator = { sub: 'demo-coordinator' };
/** One listener, off until somebody signs in as them: so that a first request can be served at all. */
const listener = { sub: 'demo-listener' };

/** Open around the clock, for anybody, with listeners who need no credentials; its support says that it is a demo. */
const demoSpace = {
  demo: true,
  name: 'Demo',
  purpose: 'To see how somebody who needs to talk meets somebody who listens.',
  country: 'GB',
  timeZone: 'Europe/London',
  audience: 'adult',
  groundRules: { items: ['Be kind.', 'Say only what you want to say.', 'Either of you may end the talk at any time.'] },
  confidentiality: {
    kept: 'Nothing of what you say. That you asked, and when, until it is swept.',
    limits: ['This is a demo on one machine: whoever runs it can read everything.'],
  },
  inclusivity: { languages: ['en', 'de', 'es', 'fr', 'pl', 'uk'], identityPreferences: ['gender', 'age'] },
  topics: ['anxiety', 'family', 'grief', 'loneliness', 'work'],
  roles: ['listener', 'mentor', 'professional'],
  channels: ['chat', 'voice', 'video'],
  hours: { always: true },
  duty: { always: true },
  handover: {
    seekerUrl: 'https://talk.example/{conversation}/seeker',
    volunteerUrl: 'https://talk.example/{conversation}/volunteer',
  },
  direct: true,
  credentialsRequired: [],
} satisfies z.input<typeof spaceCreation>;

const granted = z.object({ access_token: z.string() });
const made = z.object({ id: z.string() });
const madeKey = z.object({ key: z.string() });

/**
 * Makes the demo space, its coordinator, a partner and a key; returns those of `before`, what an earlier run made, where its
 * space is still there. Throws what the API answered when it refuses.
 */
export async function seedDemo({ url, issuer }: Where, before: unknown): Promise<Seeded> {
  const earlier = seeded.safeParse(before);
  if (earlier.success && (await fetch(`${url}/v1/spaces/${earlier.data.space}`)).ok) return earlier.data;
  const signIn = async (sub: string, scope?: string): Promise<string> => {
    const form = new URLSearchParams({ grant_type: 'client_credentials', sub, ...(scope === undefined ? {} : { scope }) });
    return granted.parse(await (await fetch(`${issuer}/token`, { method: 'POST', body: form })).json()).access_token;
  };
  const operating = await signIn(operator.sub, operatorScope);
  const ask = async (method: 'POST' | 'PUT', path: string, body?: object, token = operating): Promise<unknown> => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`The demo could not be set up: ${method} ${path} answered ${answer.status}: ${text}`);
    return JSON.parse(text);
  };
  const space = made.parse(await ask('POST', '/v1/spaces', demoSpace)).id;
  await ask('PUT', `/v1/spaces/${space}/coordinators/${coordinator.sub}`);
  const wishedListener = {
    subject: listener.sub,
    role: 'listener',
    languages: ['en'],
    topics: demoSpace.topics,
  } satisfies z.input<typeof volunteerCreation>;
  await ask('POST', `/v1/spaces/${space}/volunteers`, wishedListener, await signIn(coordinator.sub));
  const wishedPartner = { name: 'Demo partner', spaces: [space] } satisfies z.input<typeof partnerCreation>;
  const partner = made.parse(await ask('POST', '/v1/partners', wishedPartner)).id;
  const wishedKey = { mode: 'test', rights: ['ask', 'read'] } satisfies z.input<typeof keyCreation>;
  const { key } = madeKey.parse(await ask('POST', `/v1/partners/${partner}/keys`, wishedKey));
  return { space, partner: { id: partner, key }, coordinator, operator, listener };
}
