/** A space for one test, with its coordinator, and a partner who asks for seekers. */
import type { Answer } from '../../../client/answer.ts';
import type { BodyOf } from '../../../client/client.ts';
import type { Sent } from '../../../client/sent.ts';
import { statement } from './canary.ts';
import { call, succeeds, tagOf } from './call.ts';
import { anOperator, aPerson, type Person } from './service.ts';
import { partnerOverHttp, spaceOverHttp, type Partner } from '../../world/space-over-http.ts';

export type SpaceParts = Partial<Sent<'createSpace'>['body']>;
export type SpaceSettings = BodyOf<'editSpace'>;

export interface ASpace {
  readonly id: string;
  readonly operator: Person;
  readonly coordinator: Person;
  readonly partner: APartner;
  readonly settings: SpaceSettings;
}

/** The topics of a space, unless a test says otherwise. */
export const topicsOfEverySpace = ['family', 'grief', 'loneliness', 'study', 'work'] as const;

/** The six steps, and limits that spare a test the rests. */
export function sixSteps(): Sent<'createSpace'>['body'] {
  return {
    name: statement('name'),
    purpose: statement('purpose'),
    country: 'GB',
    groundRules: { items: [statement('ground rule')] },
    confidentiality: { kept: statement('kept'), limits: [statement('limit')] },
    inclusivity: { languages: ['en', 'de', 'es', 'fr', 'pl', 'pt'], identityPreferences: [] },
    topics: [...topicsOfEverySpace],
    limits: { restSeconds: 0, heavyRestSeconds: 0, offerWindowSeconds: 60 },
  };
}

/** Creates a space. The test judges the answer. */
export function createSpace(operator: Person, parts: SpaceParts = {}, idempotencyKey?: string): Promise<Answer<'createSpace'>> {
  return call('createSpace', { token: operator.token, body: { ...sixSteps(), ...parts }, idempotencyKey });
}

/** An open space: a coordinator has confirmed its help numbers, and a partner has a key. */
export async function aSpace(parts: SpaceParts = {}): Promise<ASpace> {
  const space = await aClosedSpace(parts);
  await confirm(space);
  return space;
}

/** A space whose help numbers are not confirmed yet. */
export async function aClosedSpace(parts: SpaceParts = {}): Promise<ASpace> {
  const [operator, coordinator] = await Promise.all([anOperator(), aPerson()]);
  const settings = await spaceOverHttp(
    { succeeds },
    { token: operator.token, coordinator, isConfirmed: false },
    { ...sixSteps(), ...parts },
  );
  const partner = await aPartner(operator, [settings.id]);
  return { id: settings.id, operator, coordinator, partner, settings };
}

export async function addCoordinator(operator: Person, space: string, who: Person): Promise<void> {
  await succeeds('addCoordinator', { token: operator.token, params: { space, sub: who.sub } });
}

export function confirm({ id, coordinator }: ASpace, country = 'GB'): Promise<Answer<'confirmResources'>> {
  return call('confirmResources', { token: coordinator.token, params: { space: id, country } });
}

/** Changes settings as the coordinator, whatever they are now. */
export async function edit(space: ASpace, body: Sent<'editSpace'>['body']): Promise<SpaceSettings> {
  return succeeds('editSpace', editing(space, body));
}

/** What such a change sends. */
export function editing({ id, coordinator }: ASpace, body: Sent<'editSpace'>['body']) {
  return { token: coordinator.token, params: { space: id }, ifMatch: '*', body };
}

/** The entity tag of the space as it is now. It is the tag of the public view, because no other route reads a space. */
export async function tagOfSpace({ id }: ASpace): Promise<string> {
  return tagOf(await call('showSpace', { params: { space: id } }));
}

export type APartner = Partner;

/** A partner of these spaces, with a key made of `parts`. */
export function aPartner({ token }: Person, spaces: readonly string[], parts: KeyParts = {}): Promise<APartner> {
  return partnerOverHttp({ succeeds }, { token, spaces, name: statement('partner') }, parts);
}

export interface KeyParts {
  readonly mode?: 'live' | 'test';
  readonly spaces?: readonly string[];
  readonly rights?: readonly ('ask' | 'read' | 'manage')[];
}

export function aKey({ token }: Person, partner: string, parts: KeyParts = {}): Promise<BodyOf<'createKey'>> {
  return succeeds('createKey', { token, params: { partner }, body: parts });
}
