/** Where a storm takes place: a space set up through the API, its partner, and its volunteers. */
import type * as z from 'zod';
import { earshotClient, type BodyOf } from '../../client/client.ts';
import { localToken } from '../../client/local-token.ts';
import type { spaceCreation } from '../../shared/contract/spaces.ts';
import type { SpaceId, VolunteerId } from '../../shared/domain/ids.ts';
import { operatorScope } from '../../shared/names.ts';
import { inParallel } from '../../shared/app/matching/in-parallel.ts';
import type { Volunteering } from './cast.ts';
import { setUpParallel } from './limits.ts';
import type { Service } from './service.ts';

export type Settings = BodyOf<'createSpace'>;

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

/** Sets everything up; faults should not be injected meanwhile. */
export async function aScene(
  { url, issuer }: Pick<Service, 'url' | 'issuer'>,
  cast: readonly Volunteering[],
  parts: Partial<z.input<typeof spaceCreation>> = {},
): Promise<Scene> {
  const client = earshotClient({ url, isExact: true });
  const token = await localToken(issuer, 'operator', operatorScope);
  const body = { ...sixSteps, limits: stormyLimits, policy: stormyPolicy, ...parts };
  const settings = await client.succeeds('createSpace', { token, body });
  const space = settings.id;
  await client.succeeds('addCoordinator', { token, params: { space, sub: 'coordinator' } });
  const coordinatorToken = await localToken(issuer, 'coordinator');
  await client.succeeds('confirmResources', { token: coordinatorToken, params: { space, country: 'GB' } });
  const partner = await client.succeeds('createPartner', { token, body: { name: 'App', spaces: [space] } });
  const { key: partnerToken } = await client.succeeds('createKey', { token, params: { partner: partner.id } });
  const volunteers = await inParallel(cast, setUpParallel, async (one): Promise<VolunteerInScene> => {
    const profile = { subject: one.name, role: one.role, ...one.profile };
    const { id } = await client.succeeds('addVolunteer', { token: coordinatorToken, params: { space }, body: profile });
    return { ...one, id, token: await localToken(issuer, one.name) };
  });
  return { space, settings, partnerToken, coordinatorToken, volunteers };
}
