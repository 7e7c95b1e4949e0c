/** What a newcomer finds: a demo space with a coordinator, a listener and a partner, made through the public API as an operator makes them. */
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { earshotClient } from '../client/client.ts';
import { patientClient, type Patience } from '../client/come-later.ts';
import { localToken } from '../client/local-token.ts';
import type { Sent } from '../client/sent.ts';
import { operatorScope } from '../shared/names.ts';
import { seedRetryMs, seedTriesMax } from './limits.ts';

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
/** One listener, so that a volunteer exists who can serve the first request. The listener is off until a person signs in with this account. */
const listener = { sub: 'demo-listener' };

/** A space that is open at all hours and for all seekers. Its listeners need no credentials and no rest. Its support says that it is a demo. */
const demoSpace = {
  demo: true,
  name: 'Demo',
  purpose: 'To show how a person who needs to talk is matched with a person who listens.',
  country: 'GB',
  timeZone: 'Europe/London',
  audience: 'adult',
  groundRules: { items: ['Be kind.', 'Say only what you want to say.', 'Either of you may end the talk at any time.'] },
  confidentiality: {
    kept: 'Nothing of what you say. That you asked, and when, until it is swept.',
    limits: ['This is a demo on one machine: the person who runs it can read everything.'],
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
  // The next talk can begin at once, so that a newcomer can ask again.
  limits: { restSeconds: 0 },
} as const satisfies Sent<'createSpace'>['body'];

/**
 * Makes the demo space, its coordinator, a partner and a key; returns those of `before`, what an earlier run made, where its
 * space is still there. Clients of an earlier run may keep the service busy from the first moment: a call that is shed or not answered
 * is made again, and only 404 means that the space is gone. Throws what the API answered when it refuses.
 */
export async function seedDemo(
  { url, issuer }: Where,
  before: unknown,
  patience: Patience = { triesMax: seedTriesMax, pauseMs: seedRetryMs },
): Promise<Seeded> {
  const client = patientClient(earshotClient({ url }), patience);
  const earlier = seeded.safeParse(before);
  if (earlier.success) {
    const shown = await client.call('showSpace', { params: { space: earlier.data.space } });
    if (shown.status === 200) return earlier.data;
    if (shown.status !== 404) throw new Error(`The demo space of an earlier run could not be read: ${shown.status}`);
  }
  const token = await localToken(issuer, operator.sub, operatorScope);
  const creating = () => ({ token, idempotencyKey: randomUUID() });
  const { id: space } = await client.succeeds('createSpace', { ...creating(), body: demoSpace });
  await client.succeeds('addCoordinator', { token, params: { space, sub: coordinator.sub } });
  await client.succeeds('addVolunteer', {
    ...creating(),
    token: await localToken(issuer, coordinator.sub),
    params: { space },
    body: { subject: listener.sub, role: 'listener', languages: ['en'], topics: demoSpace.topics },
  });
  const { id } = await client.succeeds('createPartner', { ...creating(), body: { name: 'Demo partner', spaces: [space] } });
  const body = { mode: 'test', rights: ['ask', 'read'] } as const;
  const { key } = await client.succeeds('createKey', { ...creating(), params: { partner: id }, body });
  return { space, partner: { id, key }, coordinator, operator, listener };
}
