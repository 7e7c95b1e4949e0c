/**
 * The world of `test/world/a-world.ts` with the calls of its people, and a correct call for every route. Tests then break such a call,
 * or send it as another caller.
 */
import { aWorld as makeWorld, type World as MadeWorld } from '../../world/a-world.ts';
import { rightCalls as callsIn } from '../../world/right-calls.ts';
import { sixSteps, type ASpace, type SpaceParts } from './a-space.ts';
import { aKeyOfOnce, Seeker } from './a-seeker.ts';
import { talkIn, type ATalk } from './a-talk.ts';
import { Volunteer } from './a-volunteer.ts';
import { call, shownIn, succeeds } from './call.ts';
import { canary, statement } from './canary.ts';
import { anOperator, aPerson } from './service.ts';

/** A volunteer with an open offer, and the request of the offer. */
interface Offered {
  readonly volunteer: Volunteer;
  readonly seeker: Seeker;
  readonly offer: string;
}

/** A world with the calls of its people. */
export interface World extends Pick<MadeWorld, 'escalation' | 'report' | 'other'> {
  readonly made: MadeWorld;
  readonly space: ASpace;
  readonly waiting: Seeker;
  readonly talk: ATalk;
  readonly accepting: Offered;
  readonly declining: Offered;
}

/** Makes the world: a talk, two open offers, a waiting seeker, a case, a report and a block, an invitation, two partners. */
export async function aWorld(parts: SpaceParts = {}): Promise<World> {
  const [operator, coordinator] = await Promise.all([anOperator(), aPerson()]);
  const making = { client: { succeeds }, operator, coordinator, newPerson: () => aPerson(), written: canary };
  const made = await makeWorld({ ...making, body: { ...sixSteps(), direct: true, ...parts } });
  const { settings, partner, escalation, report, other } = made;
  const space = { id: made.space, operator, coordinator, partner, settings };
  const pairOf = ({ volunteer, seeker }: Pick<MadeWorld['accepting'], 'volunteer' | 'seeker'>) => ({
    volunteer: new Volunteer(volunteer.id, made.space, volunteer),
    seeker: new Seeker(made.space, seeker),
  });
  return {
    made,
    space,
    waiting: new Seeker(made.space, made.waiting),
    talk: talkIn(space, { ...pairOf(made.talk), id: made.talk.id }),
    accepting: { ...pairOf(made.accepting), offer: made.accepting.offer },
    declining: { ...pairOf(made.declining), offer: made.declining.offer },
    escalation,
    report,
    other,
  };
}

/** A call of the coordinator of the space. */
export function coordinating(space: ASpace): { readonly token: string; readonly params: { readonly space: string } };
export function coordinating<Which extends Readonly<Record<string, string>>>(
  space: ASpace,
  which: Which,
): { readonly token: string; readonly params: { readonly space: string } & Which };
export function coordinating({ id, coordinator }: ASpace, which = {}) {
  return { token: coordinator.token, params: { space: id, ...which } };
}

/** A correct call of every route; see `test/world/right-calls.ts`. */
export function rightCalls({ made }: World): ReturnType<typeof callsIn> {
  return callsIn(made, { idempotencyKey: aKeyOfOnce, written: canary, stated: statement, newSpace: sixSteps() });
}

/** What the space holds, as far as a caller with the right can read it. It shows whether anything has changed. */
export async function stateOf({ space, waiting, talk, accepting, declining, other }: World): Promise<unknown> {
  const of = coordinating(space);
  const answers = await Promise.all([
    call('showSpace', { params: { space: space.id } }),
    call('showRequest', waiting.as),
    call('showConversation', talk.as.seeker),
    call('showConversation', talk.as.volunteer),
    call('listOffers', accepting.volunteer.as),
    call('listOffers', declining.volunteer.as),
    call('listVolunteers', { ...of, query: { limit: '100' } }),
    call('listReports', of),
    call('listBlocks', of),
    call('listEscalations', of),
    call('audit', { ...of, query: { limit: '100' } }),
    call('board', of),
    call('listKeys', { token: space.operator.token, params: { partner: other.id } }),
  ]);
  const clock = ['at', 'oldestWaitSeconds', 'waitedSeconds', 'leaseExpiresAt', 'today'];
  return JSON.parse(JSON.stringify(answers.map(shownIn), (name, value: unknown) => (clock.includes(name) ? null : value)));
}
