/** A space, its partner and its volunteers, set up through the API as an operator and a coordinator do it. */
import type { BodyOf, Client } from '../../client/client.ts';
import type { Sent } from '../../client/sent.ts';
import { spaceBody, volunteerBody } from './bodies.ts';

/** The parts of a client that the set-up needs. */
export type Caller = Pick<Client, 'succeeds'>;

export interface Setup {
  /** The operator's access token. */
  readonly token: string;
  readonly coordinator: { readonly sub: string; readonly token: string };
  /** Whether the coordinator confirms the help numbers of the space's country, without which the space stays closed; true by default. */
  readonly isConfirmed?: boolean;
}

/** A space with its coordinator. */
export async function spaceOverHttp(
  client: Caller,
  { token, coordinator, isConfirmed = true }: Setup,
  parts: Partial<Sent<'createSpace'>['body']> = {},
): Promise<BodyOf<'createSpace'>> {
  const settings = await client.succeeds('createSpace', { token, body: { ...spaceBody, ...parts } });
  const params = { space: settings.id };
  await client.succeeds('addCoordinator', { token, params: { ...params, sub: coordinator.sub } });
  if (isConfirmed)
    await client.succeeds('confirmResources', { token: coordinator.token, params: { ...params, country: settings.country } });
  return settings;
}

export interface Partner {
  readonly id: string;
  readonly key: string;
  readonly keyId: string;
}

/** A partner of these spaces, with a key made of `parts`. `token`: an operator's. */
export async function partnerOverHttp(
  client: Caller,
  { token, spaces, name = 'App' }: { readonly token: string; readonly spaces: readonly string[]; readonly name?: string },
  parts: NonNullable<Sent<'createKey'>['body']> = {},
): Promise<Partner> {
  const { id } = await client.succeeds('createPartner', { token, body: { name, spaces } });
  const made = await client.succeeds('createKey', { token, params: { partner: id }, body: parts });
  return { id, key: made.key, keyId: made.id };
}

/** A volunteer added by the coordinator. With `subject`, the volunteer is linked to an account and active. `token`: the coordinator's. */
export function volunteerOverHttp(
  client: Caller,
  { token, space }: { readonly token: string; readonly space: string },
  parts: Partial<Sent<'addVolunteer'>['body']> = {},
): Promise<BodyOf<'addVolunteer'>> {
  return client.succeeds('addVolunteer', { token, params: { space }, body: { ...volunteerBody, ...parts } });
}
