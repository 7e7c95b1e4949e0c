/** Where a storm takes place: a space set up through the API, its partner, and its volunteers. */
import * as z from 'zod';
import { earshotClient, localToken } from '../../client/client.ts';
import type { Client } from '../../client/client.ts';
import { spaceSettingsPage } from '../../shared/contract/spaces.ts';
import type { spaceCreation } from '../../shared/contract/spaces.ts';
import { volunteerId } from '../../shared/domain/ids.ts';
import type { SpaceId, VolunteerId } from '../../shared/domain/ids.ts';
import { operatorScope } from '../../shared/names.ts';
import { inParallel } from '../../shared/app/matching/in-parallel.ts';
import type { Volunteering } from './cast.ts';
import { setUpParallel } from './limits.ts';
import type { Service } from './service.ts';

export type Settings = z.infer<typeof spaceSettingsPage>;

export interface VolunteerInScene extends Volunteering {
  readonly id: VolunteerId;
  readonly token: string;
}

export interface Scene {
  readonly space: SpaceId;
  readonly settings: Settings;
  readonly partnerToken: string;
  readonly coordinatorToken: string;
  readonly volunteers: readonly VolunteerInScene[];
}

/** Short windows, so that an evening fits into a minute; what a test needs otherwise it overrides. */
export const stormyLimits = {
  offerWindowSeconds: 12,
  restSeconds: 1,
  heavyRestSeconds: 3,
  talksPerDay: 1000,
  capacityMax: 3,
  presenceLeaseSeconds: 30,
  stillThereSeconds: 30,
  unmatchedExpirySeconds: 60,
  talkSecondsMax: 60,
  waitingMax: 1000,
} as const;

export const stormyPolicy = {
  preferredSeconds: 3,
  bestFitSeconds: 6,
  promotionSeconds: 30,
  hedgeAfterSeconds: 2,
  hedgeSurplus: 2,
} as const;

const sixSteps = {
  name: 'Storm',
  purpose: 'Somebody to talk to, whatever the weather',
  country: 'GB',
  groundRules: { items: ['Be kind'] },
  confidentiality: { kept: 'Nothing that is said', limits: [] },
  inclusivity: { languages: ['en', 'de', 'cy'], identityPreferences: ['gender'] },
  channels: ['chat', 'voice'],
  topics: ['grief', 'work', 'family'],
  direct: true,
  duty: { always: true },
  handover: { seekerUrl: 'https://talk.example/s/{conversation}', volunteerUrl: 'https://talk.example/v/{conversation}' },
} as const satisfies Partial<z.input<typeof spaceCreation>>;

const created = z.object({ id: volunteerId });
const partner = z.object({ id: z.string() });
const key = z.object({ key: z.string() });

/** Sets everything up; faults should not be injected meanwhile. */
export async function aScene(
  { url, issuer }: Pick<Service, 'url' | 'issuer'>,
  cast: readonly Volunteering[],
  parts: Partial<z.input<typeof spaceCreation>> = {},
): Promise<Scene> {
  const client = earshotClient(url);
  const operator = await localToken(issuer, 'operator', operatorScope);
  const body = { ...sixSteps, limits: stormyLimits, policy: stormyPolicy, ...parts };
  const settings = await client.expect(spaceSettingsPage, 'POST', '/v1/spaces', { token: operator, body });
  const path = `/v1/spaces/${settings.id}`;
  await client.expect(z.unknown(), 'PUT', `${path}/coordinators/coordinator`, { token: operator });
  const coordinatorToken = await localToken(issuer, 'coordinator');
  await client.expect(z.unknown(), 'PUT', `${path}/resources/GB/confirmation`, { token: coordinatorToken });
  const { id } = await client.expect(partner, 'POST', '/v1/partners', {
    token: operator,
    body: { name: 'App', spaces: [settings.id] },
  });
  const { key: partnerToken } = await client.expect(key, 'POST', `/v1/partners/${id}/keys`, { token: operator });
  const volunteers = await inParallel(cast, setUpParallel, (one) => add(client, { issuer, path, coordinatorToken }, one));
  return { space: settings.id, settings, partnerToken, coordinatorToken, volunteers };
}

async function add(
  client: Client,
  { issuer, path, coordinatorToken }: { readonly issuer: string; readonly path: string; readonly coordinatorToken: string },
  one: Volunteering,
): Promise<VolunteerInScene> {
  const { id } = await client.expect(created, 'POST', `${path}/volunteers`, {
    token: coordinatorToken,
    body: { subject: one.name, role: one.role, ...one.profile },
  });
  return { ...one, id, token: await localToken(issuer, one.name) };
}
