/** Sets the evening up, as an operator and a coordinator would: a space of its own, a partner with its key, volunteers. */
import type * as z from 'zod';
import { localToken } from '../client/client.ts';
import { contract } from '../shared/contract/contract.ts';
import type { SpaceId } from '../shared/domain/ids.ts';
import { operatorScope } from '../shared/names.ts';
import { anything } from './api.ts';
import type { Api, Asking } from './api.ts';
import { spaceOf } from './compressed.ts';
import { setUpParallel } from './limits.ts';
import type { VolunteerPart } from './volunteer-part.ts';

export interface Stage {
  readonly space: SpaceId;
  readonly coordinator: string;
  readonly partnerKey: string;
  /** Access tokens of the volunteers, by name. */
  readonly volunteers: ReadonlyMap<string, string>;
}

/** Requests that may wait at once: the service's default, so that a crowd meets "full" as it would. */
const waitingMax = 100;

/** Makes the space and everybody in it. Throws where the service refuses. */
export async function setStage(
  api: Api,
  { issuer, factor, parts }: { readonly issuer: string; readonly factor: number; readonly parts: readonly VolunteerPart[] },
): Promise<Stage> {
  const operator = await localToken(issuer, 'demo-operator', operatorScope);
  const made = async <T>(...[route, gives, asking]: Parameters<typeof api.call<T>>): Promise<T> => {
    const reply = await api.call(route, gives, asking);
    if (reply.kind !== 'answer') throw new Error(`${route} was not answered`);
    return reply.body;
  };
  const { id: space } = await made('createSpace', contract.createSpace.answers[201], {
    token: operator,
    body: spaceOf(factor, waitingMax),
  });
  const coordinator = await localToken(issuer, 'demo-coordinator');
  await made('addCoordinator', anything, { token: operator, params: { space, sub: 'demo-coordinator' } });
  const partner = await made('createPartner', contract.createPartner.answers[201], {
    token: operator,
    body: { name: 'An app', spaces: [space] },
  });
  const { key } = await made('createKey', contract.createKey.answers[201], { token: operator, params: { partner: partner.id } });
  const add = async (part: VolunteerPart): Promise<readonly [string, string]> => {
    const sub = `demo-${part.name}`;
    const asking: Asking = { token: coordinator, params: { space }, body: profileOf(part, sub) };
    await made('addVolunteer', contract.addVolunteer.answers[201], asking);
    return [part.name, await localToken(issuer, sub)];
  };
  return { space, coordinator, partnerKey: key, volunteers: new Map(await inParallel(parts, add)) };
}

function profileOf(part: VolunteerPart, subject: string): z.input<typeof contract.addVolunteer.body> {
  const { role, languages, topics, mutedTopics, channels, ageGroup, capacity } = part;
  return {
    subject,
    role,
    languages: [...languages],
    topics: [...topics],
    mutedTopics: [...mutedTopics],
    channels: [...channels],
    attributes: { 'age-group': [ageGroup] },
    limits: { capacityMax: capacity },
  };
}

/** All of them, a few at a time, in their order. */
async function inParallel<A, B>(items: readonly A[], act: (item: A) => Promise<B>): Promise<readonly B[]> {
  const results: B[] = [];
  for (let at = 0; at < items.length; at += setUpParallel)
    results.push(...(await Promise.all(items.slice(at, at + setUpParallel).map(act))));
  return results;
}
