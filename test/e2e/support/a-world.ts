/**
 * One object of every kind in one space, and a correct call for every route. Tests then break such a call, or send it as another
 * caller.
 */
import { rightCalls as callsIn } from '../../world/right-calls.ts';
import { aPartner, aSpace, sixSteps, type APartner, type ASpace, type SpaceParts } from './a-space.ts';
import { aKeyOfOnce, aSeeker, type Seeker } from './a-seeker.ts';
import { aTalk, type ATalk } from './a-talk.ts';
import { addVolunteer, aVolunteer, aVolunteerOn, type Volunteer } from './a-volunteer.ts';
import { call, shownIn, succeeded, succeeds } from './call.ts';
import { canary, statement } from './canary.ts';
import { aPerson, type Person } from './service.ts';

/** A volunteer with an open offer, and the request of the offer. */
interface Offered {
  readonly volunteer: Volunteer;
  readonly seeker: Seeker;
  readonly offer: string;
}

export interface World {
  readonly space: ASpace;
  /** A waiting request: no volunteer who is on speaks its language. */
  readonly waiting: Seeker;
  readonly talk: ATalk;
  readonly accepting: Offered;
  readonly declining: Offered;
  readonly invited: { readonly person: Person; readonly code: string };
  readonly escalation: string;
  readonly report: string;
  /** A second partner of the space, with a key that a test may revoke. */
  readonly other: APartner;
}

/** Makes the world: a talk, two open offers, a waiting seeker, a case and a report, an invitation, two partners. */
export async function aWorld(parts: SpaceParts = {}): Promise<World> {
  const space = await aSpace({ direct: true, ...parts });
  await aVolunteer(space, { languages: ['fr'] });
  const [waiting, talk, accepting, declining] = await Promise.all([
    aSeeker(space, { languages: ['fr'], notSafeNow: true, subject: canary('subject'), opening: canary('opening') }),
    aTalk(space, { opening: canary('opening') }),
    anOffer(space, 'de'),
    anOffer(space, 'es'),
  ]);
  const { id: report } = await succeeds('report', { ...talk.as.seeker, body: { category: 'other', text: canary('report') } });
  const [person, invited, cases, other] = await Promise.all([
    aPerson(),
    succeeded(addVolunteer(space)),
    succeeds('listEscalations', coordinating(space)),
    aPartner(space.operator, [space.id]),
  ]);
  const code = invited.invitation?.code ?? '';
  const escalation = cases.items[0]?.id ?? '';
  return { space, waiting, talk, accepting, declining, invited: { person, code }, escalation, report, other };
}

async function anOffer(space: ASpace, language: string): Promise<Offered> {
  const volunteer = await aVolunteerOn(space, { languages: [language] });
  const seeker = await aSeeker(space, { languages: [language] });
  return { volunteer, seeker, offer: (await volunteer.offer()).id };
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
export function rightCalls(world: World): ReturnType<typeof callsIn> {
  const { space, waiting, talk, accepting, declining, invited, escalation, report, other } = world;
  return callsIn(
    {
      space: space.id,
      tokens: {
        operator: space.operator.token,
        coordinator: space.coordinator.token,
        partner: space.partner.key,
        volunteer: talk.volunteer.person.token,
        invited: invited.person.token,
      },
      waiting,
      talk: { id: talk.id, token: talk.seeker.token },
      accepting: { offer: accepting.offer, token: accepting.volunteer.person.token },
      declining: { offer: declining.offer, token: declining.volunteer.person.token },
      editedSpace: space.id,
      volunteer: talk.volunteer.id,
      editedVolunteer: talk.volunteer.id,
      invitation: invited.code,
      escalation,
      report,
      other,
    },
    { idempotencyKey: aKeyOfOnce, written: canary, stated: statement, newSpace: sixSteps() },
  );
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
    call('listEscalations', of),
    call('audit', { ...of, query: { limit: '100' } }),
    call('board', of),
    call('listKeys', { token: space.operator.token, params: { partner: other.id } }),
  ]);
  const clock = ['at', 'oldestWaitSeconds', 'waitedSeconds', 'today'];
  return JSON.parse(JSON.stringify(answers.map(shownIn), (name, value: unknown) => (clock.includes(name) ? null : value)));
}
