/** Sets the evening up, as an operator and a coordinator would: a space of its own, a partner with its key, volunteers. */
import { localToken } from '../client/local-token.ts';
import type { Sent } from '../client/sent.ts';
import type { SpaceId } from '../shared/domain/ids.ts';
import { operatorScope } from '../shared/names.ts';
import { spaceOf } from './compressed-time.ts';
import { setUpParallel } from './limits.ts';
import type { MeteredClient } from './metered-client.ts';
import type { VolunteerProfile } from './volunteer-profile.ts';

export interface Setup {
  readonly space: SpaceId;
  readonly coordinator: string;
  readonly partnerKey: string;
  /** Access tokens of the volunteers, by name. */
  readonly volunteers: ReadonlyMap<string, string>;
}

/** Requests that may wait at once: the service's default, so that many seekers at once meet "full" as they would. */
const waitingMax = 100;

/** Makes the space, its partner and its volunteers. Throws where the service refuses. */
export async function setUpSpace(
  client: MeteredClient,
  {
    issuer,
    factor,
    profiles,
  }: { readonly issuer: string; readonly factor: number; readonly profiles: readonly VolunteerProfile[] },
): Promise<Setup> {
  const operator = await localToken(issuer, 'demo-operator', operatorScope);
  const { id: space } = await client.succeeds('createSpace', { token: operator, body: spaceOf(factor, waitingMax) });
  const coordinator = await localToken(issuer, 'demo-coordinator');
  await client.succeeds('addCoordinator', { token: operator, params: { space, sub: 'demo-coordinator' } });
  const partner = await client.succeeds('createPartner', { token: operator, body: { name: 'An app', spaces: [space] } });
  const { key } = await client.succeeds('createKey', { token: operator, params: { partner: partner.id } });
  const add = async (profile: VolunteerProfile): Promise<readonly [string, string]> => {
    const sub = `demo-${profile.name}`;
    await client.succeeds('addVolunteer', { token: coordinator, params: { space }, body: creationOf(profile, sub) });
    return [profile.name, await localToken(issuer, sub)];
  };
  return { space, coordinator, partnerKey: key, volunteers: new Map(await inParallel(profiles, add)) };
}

function creationOf(profile: VolunteerProfile, subject: string): Sent<'addVolunteer'>['body'] {
  const { role, languages, topics, mutedTopics, channels, ageGroup, capacity } = profile;
  const limits = { capacityMax: capacity };
  return { subject, role, languages, topics, mutedTopics, channels, attributes: { 'age-group': [ageGroup] }, limits };
}

/** The results in the order of the items; a few at a time. */
async function inParallel<A, B>(items: readonly A[], act: (item: A) => Promise<B>): Promise<readonly B[]> {
  const results: B[] = [];
  for (let at = 0; at < items.length; at += setUpParallel)
    results.push(...(await Promise.all(items.slice(at, at + setUpParallel).map(act))));
  return results;
}
