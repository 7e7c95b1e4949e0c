/** A space of a test's own, with somebody who runs it and a partner who asks for seekers. */
import type * as z from 'zod';
import { contract } from '../../../shared/contract/contract.ts';
import { spaceSettingsPage } from '../../../shared/contract/spaces.ts';
import type { spaceCreation, spaceEdit } from '../../../shared/contract/spaces.ts';
import { statement } from './canary.ts';
import { call, page, tagOf } from './call.ts';
import type { Answered } from './call.ts';
import { anOperator, aPerson } from './service.ts';
import type { Person } from './service.ts';

export type SpaceParts = Partial<z.input<typeof spaceCreation>>;
export type SpaceSettings = z.infer<typeof spaceSettingsPage>;

export interface ASpace {
  readonly id: string;
  readonly operator: Person;
  readonly coordinator: Person;
  readonly partner: APartner;
  readonly settings: SpaceSettings;
}

/** The six steps, and limits under which a test need not wait for rests. */
export function sixSteps(): z.input<typeof spaceCreation> {
  return {
    name: statement('name'),
    purpose: statement('purpose'),
    country: 'GB',
    groundRules: { items: [statement('ground rule')] },
    confidentiality: { kept: statement('kept'), limits: [statement('limit')] },
    inclusivity: { languages: ['en'], identityPreferences: [] },
    limits: { restSeconds: 0, heavyRestSeconds: 0, offerWindowSeconds: 60 },
  };
}

/** Creates a space; what it answers is for the test to look at. */
export function createSpace(operator: Person, parts: SpaceParts = {}, headers: Record<string, string> = {}): Promise<Answered> {
  return call('createSpace', { token: operator.token, body: { ...sixSteps(), ...parts }, headers });
}

/** A space that is open: with a coordinator who has confirmed its help numbers, and a partner with a key. */
export async function aSpace(parts: SpaceParts = {}): Promise<ASpace> {
  const space = await aClosedSpace(parts);
  await confirm(space);
  return space;
}

/** A space whose coordinator has not confirmed its help numbers yet. */
export async function aClosedSpace(parts: SpaceParts = {}): Promise<ASpace> {
  const [operator, coordinator] = await Promise.all([anOperator(), aPerson()]);
  const settings = await page(spaceSettingsPage, createSpace(operator, parts));
  const [partner] = await Promise.all([aPartner(operator, [settings.id]), addCoordinator(operator, settings.id, coordinator)]);
  return { id: settings.id, operator, coordinator, partner, settings };
}

export async function addCoordinator(operator: Person, space: string, who: Person): Promise<void> {
  const added = call('addCoordinator', { token: operator.token, params: { space, sub: who.sub } });
  await page(contract.addCoordinator.answers[200], added);
}

export function confirm({ id, coordinator }: ASpace, country = 'GB'): Promise<Answered> {
  return call('confirmResources', { token: coordinator.token, params: { space: id, country } });
}

/** Changes settings as the coordinator, whatever they are now. */
export async function edit({ id, coordinator }: ASpace, body: z.input<typeof spaceEdit>): Promise<SpaceSettings> {
  const edited = call('editSpace', { token: coordinator.token, params: { space: id }, headers: { 'if-match': '*' }, body });
  return page(spaceSettingsPage, edited);
}

/** The entity tag of the space as it is now: that of its public page, since there is no other page to read. */
export async function tagOfSpace({ id }: ASpace): Promise<string> {
  return tagOf(await call('showSpace', { params: { space: id } }));
}

export interface APartner {
  readonly id: string;
  readonly key: string;
  readonly keyId: string;
}

const created = contract.createPartner.answers[201];
const withKey = contract.createKey.answers[201];

/** A partner of these spaces, with a key made of `parts`. */
export async function aPartner(operator: Person, spaces: readonly string[], parts: KeyParts = {}): Promise<APartner> {
  const { token } = operator;
  const { id } = await page(created, call('createPartner', { token, body: { name: statement('partner'), spaces } }));
  const made = await aKey(operator, id, parts);
  return { id, key: made.key, keyId: made.id };
}

export interface KeyParts {
  readonly mode?: 'live' | 'test';
  readonly spaces?: readonly string[];
  readonly rights?: readonly ('ask' | 'read')[];
}

export function aKey({ token }: Person, partner: string, parts: KeyParts = {}): Promise<z.infer<typeof withKey>> {
  return page(withKey, call('createKey', { token, params: { partner }, body: parts }));
}
