/** Callers with a valid credential and no right to an object. For them the object does not exist (404, never 403). */
import { describe, expect, it } from 'vitest';
import type { ProblemSlug } from '../../shared/contract/problems.ts';
import type { RouteContract } from '../../shared/contract/route.ts';
import { contract, type RouteId } from '../../shared/contract/contract.ts';
import { aWorld, rightCalls, stateOf, type World } from './support/a-world.ts';
import { call, callRaw, refused, succeeded } from './support/call.ts';
import type { RawSent } from '../../client/sent.ts';
import { aPerson } from './support/service.ts';

const isRoute = (id: string): id is RouteId => id in contract;
const everyRoute = Object.keys(contract).filter(isRoute);
const rulesOf = (id: RouteId): RouteContract => contract[id];

type Kind = 'person' | 'coordinator' | 'operator' | 'partner' | 'seeker';

interface Stranger {
  readonly who: string;
  readonly kind: Kind;
  readonly token: string;
}

/** Every kind of caller who has rights elsewhere, and none here. */
async function strangersTo(world: World, elsewhere: World): Promise<readonly Stranger[]> {
  const unknownPerson = await aPerson();
  return [
    { who: 'a person without any role', kind: 'person', token: unknownPerson.token },
    { who: 'a coordinator of another space', kind: 'coordinator', token: elsewhere.space.coordinator.token },
    { who: 'a volunteer of another space', kind: 'person', token: elsewhere.talk.volunteer.person.token },
    { who: 'an operator', kind: 'operator', token: elsewhere.space.operator.token },
    { who: 'a partner of another space', kind: 'partner', token: elsewhere.space.partner.key },
    { who: 'a seeker of another space', kind: 'seeker', token: elsewhere.waiting.token },
    { who: 'another seeker of this space', kind: 'seeker', token: world.declining.seeker.token },
  ];
}

/** What a stranger of this kind is answered. `undefined` where the route is open to the stranger too. */
function refusalFor(id: RouteId, kind: Kind): ProblemSlug | undefined {
  const { callers } = rulesOf(id);
  const isPerson = kind === 'person' || kind === 'coordinator' || kind === 'operator';
  if (callers.every((caller) => caller === 'anyone')) return undefined;
  if (callers.includes('operator') && kind === 'operator') return undefined;
  // Every coordinator lists the own spaces.
  if (id === 'listSpaces' && kind === 'coordinator') return undefined;
  if (id === 'me' || id === 'acceptInvitation') return isPerson ? undefined : 'unauthenticated';
  if (callers.length === 1 && callers[0] === 'operator') return 'forbidden';
  // Only an operator, or the partner itself, may know what a partner has.
  if (contract[id].path.startsWith('/v1/partners/') && kind !== 'partner') return 'forbidden';
  if (id === 'ask' || id === 'match') return kind === 'partner' ? 'not-found' : 'forbidden';
  return 'not-found';
}

/** Objects of a space that its path names beside the space itself. */
const objects = ['request', 'conversation', 'volunteer', 'report', 'escalation', 'key', 'offer'];

describe.concurrent('a stranger', () => {
  it('finds nothing on any route, and changes nothing', async () => {
    const [world, elsewhere] = await Promise.all([aWorld(), aWorld()]);
    const right = rightCalls(world);
    const before = await stateOf(world);
    for (const { who, kind, token } of await strangersTo(world, elsewhere)) {
      await Promise.all(
        everyRoute.map(async (id) => {
          const slug = refusalFor(id, kind);
          if (slug !== undefined) await refused(slug, callRaw(id, { ...right[id], token }), who);
        }),
      );
    }
    expect(await stateOf(world)).toEqual(before);
  });

  it('[sec-strangers-1] gets the same answer for another caller’s object as for an absent one', async () => {
    const [world, elsewhere] = await Promise.all([aWorld(), aWorld()]);
    const theirs: Readonly<Record<RouteId, RawSent>> = rightCalls(elsewhere);
    const before = await stateOf(elsewhere);
    for (const [id, sent] of Object.entries(rightCalls(world))) {
      for (const name of Object.keys(sent.params ?? {}).filter((one) => objects.includes(one))) {
        if (isRoute(id))
          await Promise.all(
            [theirs[id].params?.[name], absent(sent, name)].map((value) => miss(id, sent, { [name]: value ?? '' })),
          );
      }
    }
    expect(await stateOf(elsewhere)).toEqual(before);
  });

  it('who takes part elsewhere in this space does not take part in this talk', async () => {
    const world = await aWorld();
    const right = rightCalls(world);
    const coordinator = world.space.coordinator.token;
    const others = [coordinator, world.accepting.volunteer.person.token];
    const routesOfTalk = everyRoute.filter(
      (id) => contract[id].path.includes('{conversation}') || contract[id].path.includes('{request}'),
    );
    for (const token of [...others, world.other.key, world.declining.seeker.token]) {
      // A coordinator may end a talk, and sees nothing of it.
      const closed = routesOfTalk.filter((id) => token !== coordinator || id !== 'endConversation');
      await Promise.all(closed.map((id) => refused('not-found', callRaw(id, { ...right[id], token }))));
    }
  });

  it('a seeker may not send the join links or act as a volunteer, and a volunteer may not act as a seeker', async () => {
    const world = await aWorld();
    const right = rightCalls(world);
    const { talk } = world;
    for (const { token } of [talk.as.seeker, talk.as.volunteer])
      await refused('not-found', call('setJoin', { ...right.setJoin, token }));
    await refused('not-found', call('showRequest', { ...talk.seeker.as, token: talk.volunteer.person.token }));
    for (const id of ['giveFeedback', 'report', 'block'] as const) {
      await refused('not-found', callRaw(id, { ...right[id], token: world.space.partner.key }));
    }
  });
});

/** A well-formed id of an object that does not exist. */
function absent({ params = {} }: RawSent, name: string): string {
  const prefix = /^[a-z]+_/u.exec(params[name] ?? '')?.[0] ?? '';
  const id = `${prefix}${'0'.repeat(22)}`;
  return name === 'conversation' ? `${id}.1` : id;
}

/** The answer to an offer does not say whether it existed: gone, or declined. */
async function miss(id: RouteId, sent: RawSent, params: Record<string, string>): Promise<void> {
  const answering = callRaw(id, { ...sent, params: { ...sent.params, ...params } });
  if (id === 'acceptOffer') await refused('offer-gone', answering);
  else if (id === 'declineOffer') await succeeded(answering);
  else await refused('not-found', answering);
}
