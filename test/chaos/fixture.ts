/** The fixture of a chaos run: a space that is set up through the API, its partner, and its volunteers. */
import type * as z from 'zod';
import { earshotClient, type BodyOf } from '../../client/client.ts';
import { localToken } from '../../client/local-token.ts';
import type { spaceCreation } from '../../shared/contract/spaces.ts';
import type { SpaceId, VolunteerId } from '../../shared/domain/ids.ts';
import { operatorScope } from '../../shared/names.ts';
import { inParallel } from '../../shared/app/store/in-parallel.ts';
import type { VolunteerProfile } from './actors/volunteer-profiles.ts';
import { setUpParallel } from './limits.ts';
import type { Service } from './service.ts';
import { coordinatorSub, operatorSub } from '../world/people.ts';
import { partnerOverHttp, spaceOverHttp, volunteerOverHttp } from '../world/space-over-http.ts';

export type Settings = BodyOf<'createSpace'>;

export interface VolunteerInFixture extends VolunteerProfile {
  readonly id: VolunteerId;
  readonly token: string;
}

export interface Fixture {
  readonly space: SpaceId;
  readonly settings: Settings;
  readonly partnerToken: string;
  readonly coordinatorToken: string;
  readonly volunteers: readonly VolunteerInFixture[];
}

/** Short limits, so that an evening fits into a minute. A test overrides the limits that it needs differently. */
export const chaosLimits = {
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

export const chaosPolicy = {
  preferredSeconds: 3,
  bestFitSeconds: 6,
  promotionSeconds: 30,
  hedgeAfterSeconds: 2,
  hedgeSurplus: 2,
} as const;

/** A space for chaos runs, with three languages. No available volunteer speaks one of them. */
const chaosBody = {
  inclusivity: { languages: ['en', 'de', 'cy'], identityPreferences: ['gender'] },
  channels: ['chat', 'voice'],
  topics: ['grief', 'work', 'family'],
  direct: true,
  duty: { always: true },
  handover: { seekerUrl: 'https://talk.example/s/{conversation}', volunteerUrl: 'https://talk.example/v/{conversation}' },
} as const satisfies Partial<z.input<typeof spaceCreation>>;

/** Sets up the space, the partner and the volunteers. No faults should be injected meanwhile. */
export async function aFixture(
  { url, issuer }: Pick<Service, 'url' | 'issuer'>,
  people: readonly VolunteerProfile[],
  parts: Partial<z.input<typeof spaceCreation>> = {},
): Promise<Fixture> {
  const client = earshotClient({ url, isExact: true });
  const token = await localToken(issuer, operatorSub, operatorScope);
  const body = { ...chaosBody, limits: chaosLimits, policy: chaosPolicy, ...parts };
  const coordinatorToken = await localToken(issuer, coordinatorSub);
  const coordinator = { sub: coordinatorSub, token: coordinatorToken };
  const settings = await spaceOverHttp(client, { token, coordinator }, body);
  const space = settings.id;
  const { key: partnerToken } = await partnerOverHttp(client, { token, spaces: [space] });
  const volunteers = await inParallel(people, setUpParallel, async (one): Promise<VolunteerInFixture> => {
    const profile = { subject: one.name, role: one.role, ...one.profile };
    const { id } = await volunteerOverHttp(client, { token: coordinatorToken, space }, profile);
    return { ...one, id, token: await localToken(issuer, one.name) };
  });
  return { space, settings, partnerToken, coordinatorToken, volunteers };
}
