/** The world of one run, and its end. Valid calls use its objects, and hostile calls may hit them. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { earshotClient } from '../../client/client.ts';
import { localToken } from '../../client/local-token.ts';
import type { Sent } from '../../client/sent.ts';
import { problems } from '../../shared/contract/problems.ts';
import { operatorScope } from '../../shared/names.ts';
import type { Service } from '../chaos/service.ts';
import { aWorld as makeWorld, type Person, type World } from '../world/a-world.ts';
import { spaceBody } from '../world/bodies.ts';
import { spaceOverHttp, volunteerOverHttp } from '../world/space-over-http.ts';
import { shedRetryMs, shedTriesMax } from './limits.ts';

/** Limits so long that nothing becomes due while a round lasts. */
const longLimits = {
  offerWindowSeconds: 600,
  restSeconds: 0,
  heavyRestSeconds: 0,
  talksPerDay: 1000,
  presenceLeaseSeconds: 600,
  stillThereSeconds: 3600,
  unmatchedExpirySeconds: 86_400,
  waitingMax: 1000,
} as const;

/** The six steps of a space that accepts seekers with a partner and without. */
export const sixSteps = {
  ...spaceBody,
  inclusivity: { languages: ['en', 'de', 'es', 'fr'], identityPreferences: [] },
  topics: ['grief'],
  direct: true,
  duty: { always: true },
  limits: longLimits,
  // The reconciler, which runs every minute, makes no call-outs during a comparison.
  policy: { preferredSeconds: 0, bestFitSeconds: 0, promotionSeconds: 3600, hedgeAfterSeconds: null, calloutsAtOnce: 0 },
} as const satisfies Sent<'createSpace'>['body'];

/** Makes a new world on the service. Its names are unique. Hostile calls may edit a second space and a second volunteer. */
export async function aWorld({ url, issuer }: Pick<Service, 'url' | 'issuer'>): Promise<World> {
  const client = earshotClient({ url, isExact: true });
  const newPerson = async (scope?: string): Promise<Person> => {
    const sub = `fuzz-${randomUUID()}`;
    return { sub, token: await localToken(issuer, sub, scope) };
  };
  const [operator, coordinator] = await Promise.all([newPerson(operatorScope), newPerson()]);
  const { id: editedSpace } = await spaceOverHttp(client, { token: operator.token, coordinator }, sixSteps);
  const making = { client, operator, coordinator, newPerson: () => newPerson(), written: (kind: string) => `fuzz-${kind}` };
  const world = await makeWorld({ ...making, body: sixSteps, partnerAlsoIn: [editedSpace] });
  const coordinating = { token: coordinator.token, space: world.space };
  const { id: editedVolunteer } = await volunteerOverHttp(client, coordinating, {
    subject: (await newPerson()).sub,
    languages: ['fr'],
  });
  return { ...world, editedSpace, editedVolunteer };
}

/** Makes every volunteer go off, so that nothing more happens in the world. A call that a busy machine sheds is made again. */
export async function allOff(
  { url }: Pick<Service, 'url'>,
  { space, talk, accepting, declining, invited }: World,
): Promise<void> {
  const client = earshotClient({ url });
  const body = { available: false } as const;
  for (const { token } of [talk.volunteer, accepting, declining, invited])
    for (let tried = 1; tried <= shedTriesMax; tried += 1) {
      const { status } = await client.call('setAvailability', { token, params: { space }, body });
      if (status !== problems.unavailable.status) break;
      await sleep(shedRetryMs * tried);
    }
}
