/** An evening in which people fill every field of the contract, and no two texts are the same. */
import type { Sent } from '../../../client/sent.ts';
import { aSpace, createSpace, edit, sixSteps, type ASpace, type SpaceParts } from '../../e2e/support/a-space.ts';
import { aKeyOfOnce, aSeeker, ask, Seeker, wanting, type AskParts } from '../../e2e/support/a-seeker.ts';
import { aTalk, end, show, type ATalk } from '../../e2e/support/a-talk.ts';
import {
  addVolunteer,
  aVolunteer,
  aVolunteerOn,
  editVolunteer,
  type Volunteer,
  type VolunteerParts,
} from '../../e2e/support/a-volunteer.ts';
import { coordinating } from '../../e2e/support/a-world.ts';
import { answered, call, refused, shownIn, succeeded, succeeds } from '../../e2e/support/call.ts';
import { canary, statement } from '../../e2e/support/canary.ts';
import { aPerson } from '../../e2e/support/service.ts';
import { inSeconds } from '../../e2e/support/wait.ts';
import type { WantedEventType } from '../../../shared/domain/webhooks/event-types.ts';
import { aReceiver } from '../../world/receiver.ts';

export interface Evening {
  readonly space: ASpace;
  readonly volunteer: Volunteer;
  /** This talk has ended. Its seeker can erase it. */
  readonly talk: ATalk;
  /** The other talk requests, which the sweep deletes. */
  readonly others: readonly Seeker[];
}

const later = (): string => inSeconds(86_400);
const tomorrow = (): string => later().slice(0, 10);

/** A space's description is public. The person who checked its help numbers is not. */
function everythingOfASpace(): SpaceParts {
  return {
    ...sixSteps(),
    inclusivity: { languages: ['en'], identityPreferences: [statement('preference')], accessibility: statement('accessibility') },
    evaluation: { questions: [statement('question')] },
    topics: [statement('topic'), statement('muted')],
    credentialsRequired: [statement('credential')],
    handover: {
      seekerUrl: 'https://chat.example/public-notice/{conversation}',
      volunteerUrl: 'https://chat.example/public-notice/{conversation}',
    },
    resources: {
      entries: [
        {
          id: 'public-notice',
          country: 'GB',
          name: statement('line'),
          topics: [statement('topic')],
          languages: ['en'],
          hours: statement('hours'),
          audience: statement('audience'),
          contacts: [{ kind: 'url', url: 'https://line.example/public-notice' }],
          source: { url: 'https://line.example/public-notice', publisher: statement('publisher') },
          checkedBy: canary('checker'),
          checkedAt: inSeconds(0).slice(0, 10),
          expiresAt: tomorrow(),
        },
      ],
    },
  };
}

function everythingOfAVolunteer(): VolunteerParts {
  return {
    label: canary('label'),
    topics: [statement('topic')],
    mutedTopics: [statement('muted')],
    attributes: { [canary('topic')]: [canary('topic')] },
    credentials: [statement('credential'), canary('topic')].map((kind) => ({ kind, expiresAt: later() })),
  };
}

function everythingOfASeeker(): AskParts {
  return {
    subject: canary('subject'),
    opening: canary('opening'),
    topics: [statement('topic')],
    preferences: [{ attribute: canary('wish'), value: canary('wish'), strength: 'prefer' }],
  };
}

/** Takes some seconds. Afterwards only waiting requests are left. */
export async function anEvening(): Promise<Evening> {
  const space = await aSpace({ ...everythingOfASpace(), direct: true });
  await edit(space, everythingToEdit());
  const volunteer = await aVolunteerOn(space, everythingOfAVolunteer());
  await call('editMe', { ...volunteer.as, body: { topics: [statement('topic')], mutedTopics: [statement('muted')] } });
  const { label, topics, mutedTopics, attributes, credentials } = everythingOfAVolunteer();
  await editVolunteer(space, volunteer.id, { label, topics, mutedTopics, attributes, credentials });
  const talk = await aTalk(space, everythingOfASeeker(), volunteer);
  await talking(talk);
  const second = await aTalk(space, everythingOfASeeker(), volunteer);
  await end(second.as.seeker);
  await invited(space);
  await renamed(space);
  const others = [second.seeker, await inDanger(space), await matched(space)];
  await sendingWrongValues(space, volunteer);
  await endpointsOf(space);
  await Promise.all(readsOf(space, volunteer));
  return { space, volunteer, talk, others };
}

function everythingToEdit() {
  const { country: _country, demo: _demo, audience: _audience, ...rest } = { ...sixSteps(), ...everythingOfASpace() };
  return rest;
}

async function talking(talk: ATalk): Promise<void> {
  const body = {
    seeker: { url: `https://chat.example/${canary('seekersway')}` },
    volunteer: { url: `https://chat.example/${canary('volunteersway')}` },
    expiresAt: later(),
  };
  await call('setJoin', { ...talk.as.partner, body });
  for (const side of [talk.as.seeker, talk.as.volunteer, talk.as.partner]) await show(side);
  for (const side of [talk.as.seeker, talk.as.volunteer]) {
    await call('giveFeedback', { ...side, body: { heard: 'yes', text: canary('feedback'), shareText: true } });
    await call('report', { ...side, idempotencyKey: aKeyOfOnce(), body: aReport() });
  }
  await talk.volunteer.conversations();
  await end(talk.as.volunteer);
}

function aReport(): Sent<'report'>['body'] {
  return { category: 'threat', text: canary('report'), block: true };
}

async function invited(space: ASpace): Promise<void> {
  const { invitation } = await succeeded(addVolunteer(space, everythingOfAVolunteer()));
  const { token } = await aPerson();
  await call('acceptInvitation', { token, params: { code: invitation?.code ?? '' } });
}

/** The partner gets another name, and a volunteer another login. */
async function renamed(space: ASpace): Promise<void> {
  const { operator, partner } = space;
  const params = { partner: partner.id };
  await succeeds('editPartner', { token: operator.token, params, ifMatch: '*', body: { name: statement('partner') } });
  const { id } = await succeeded(addVolunteer(space, everythingOfAVolunteer()));
  await editVolunteer(space, id, { subject: canary('sub') });
}

/** A seeker without a partner asks and is not safe. A coordinator handles the escalation. */
async function inDanger(space: ASpace): Promise<Seeker> {
  const { subject: _ofPartners, ...everything } = everythingOfASeeker();
  const seeker = await aSeeker(space, { ...everything, notSafeNow: true }, { by: null });
  const { items } = await succeeds('listEscalations', coordinating(space));
  for (const state of ['acknowledged', 'planned'] as const)
    await call('editEscalation', {
      ...coordinating(space, { escalation: items[0]?.id ?? '' }),
      body: { state, note: canary('note') },
    });
  await seeker.cancel();
  return seeker;
}

async function matched(space: ASpace): Promise<Seeker> {
  const body = wanting(everythingOfASeeker());
  const sent = {
    params: { space: space.id },
    token: space.partner.key,
    idempotencyKey: aKeyOfOnce(),
    body: { ...body, waitSeconds: 0 },
  };
  const created = await answered(202, call('match', sent));
  const seeker = new Seeker(space.id, created);
  await succeeds('showRequest', seeker.as);
  return seeker;
}

/** Endpoints of the space and of its partner, with texts where the service expects an address or a cursor. */
async function endpointsOf(space: ASpace): Promise<void> {
  const { url } = await aReceiver();
  const ofSpace = coordinating(space);
  const ofPartner = { token: space.operator.token, params: { partner: space.partner.id } };
  const query = { cursor: canary('cursor') };
  const types: WantedEventType[] = ['report.raised'];
  const wrong = { url: canary('address'), types };
  await refused('unprocessable', call('createSpaceEndpoint', { ...ofSpace, body: wrong }));
  await refused('unprocessable', call('createPartnerEndpoint', { ...ofPartner, body: { ...wrong, types: ['talk.ended'] } }));
  await refused('bad-request', call('listSpaceEndpoints', { ...ofSpace, query }));
  await refused('bad-request', call('listPartnerEndpoints', { ...ofPartner, query }));
  const { id: first } = await succeeds('createSpaceEndpoint', { ...ofSpace, body: { url, types } });
  const { id: second } = await succeeds('createPartnerEndpoint', { ...ofPartner, body: { url, types: ['talk.ended'] } });
  const [one, other] = [
    coordinating(space, { endpoint: first }),
    { ...ofPartner, params: { ...ofPartner.params, endpoint: second } },
  ];
  const body = { url: canary('address') };
  await refused('unprocessable', call('editSpaceEndpoint', { ...one, body }));
  await refused('unprocessable', call('editPartnerEndpoint', { ...other, body }));
  await refused('bad-request', call('listSpaceDeliveries', { ...one, query }));
  await refused('bad-request', call('listPartnerDeliveries', { ...other, query }));
}

/** Calls with a text where the service expects a value with a meaning, such as a cursor. These texts have none. */
async function sendingWrongValues(space: ASpace, volunteer: Volunteer): Promise<void> {
  const { operator, partner } = space;
  const elsewhere = { timeZone: canary('zone') };
  const number = { kind: 'e164', number: canary('number') } as const;
  const entries = (everythingOfASpace().resources?.entries ?? []).map((entry) => ({ ...entry, contacts: [number] }));
  const editing = { ...coordinating(space), ifMatch: '*' };
  for (const parts of [elsewhere, { resources: { entries } }]) {
    await refused('bad-request', createSpace(operator, parts));
    await refused('bad-request', call('editSpace', { ...editing, body: parts }));
  }
  const comeBack = canary('comeback');
  await refused('unprocessable', ask(space, { comeBack }));
  const match = { ...wanting({ comeBack }), waitSeconds: 0 };
  await refused(
    'unprocessable',
    call('match', { params: { space: space.id }, token: partner.key, idempotencyKey: aKeyOfOnce(), body: match }),
  );
  await refused('session-ended', volunteer.setAvailability({ available: true, session: canary('session') }));
  await refused('not-found', call('acceptInvitation', { token: volunteer.person.token, params: { code: canary('code') } }));
  await refused('bad-request', call('editMe', { ...volunteer.as, body: { [canary('field')]: canary('text') } }));
  const query = { cursor: canary('cursor') };
  for (const route of ['audit', 'listCoordinators', 'listEscalations', 'listReports', 'listVolunteers', 'listBlocks'] as const)
    await refused('bad-request', call(route, { ...coordinating(space), query }));
  for (const route of ['listSpaces', 'listPartners'] as const)
    await refused('bad-request', call(route, { token: operator.token, query }));
  await refused('bad-request', call('listKeys', { token: operator.token, params: { partner: partner.id }, query }));
}

/** Reads every route that shows something of the space to its people. */
export function readsOf(space: ASpace, volunteer: Volunteer) {
  const params = { space: space.id };
  const of = coordinating(space);
  return [
    call('showSpace', { params }),
    call('listResources', { params, query: { country: 'GB', topic: statement('topic') } }),
    call('me', { token: volunteer.person.token }),
    call('showAvailability', volunteer.as),
    call('showSettings', of),
    call('listCoordinators', of),
    call('listSpaces', { token: space.coordinator.token }),
    call('listOffers', volunteer.as),
    call('listMyConversations', volunteer.as),
    call('board', of),
    call('listVolunteers', of),
    call('showVolunteer', coordinating(space, { volunteer: volunteer.id })),
    call('listReports', of),
    call('listBlocks', of),
    call('listEscalations', of),
    call('audit', of),
    call('listKeys', { token: space.operator.token, params: { partner: space.partner.id } }),
  ];
}

/** Another space, whose people write nothing and read every route. */
export async function anotherTenant(): Promise<readonly unknown[]> {
  const space = await aSpace();
  const volunteer = await aVolunteer(space);
  const answers = await Promise.all(readsOf(space, volunteer));
  return answers.map((answer) => [answer.status, shownIn(answer)]);
}
