/** One caller of every kind, in a world with one object of every kind, beside a second world like it. */
import { aKey, type ASpace, type SpaceParts } from '../e2e/support/a-space.ts';
import { aSeeker, type Seeker } from '../e2e/support/a-seeker.ts';
import { aTalk, end, type ATalk } from '../e2e/support/a-talk.ts';
import { aVolunteer, aVolunteerOn, editVolunteer } from '../e2e/support/a-volunteer.ts';
import { aWorld, type World } from '../e2e/support/a-world.ts';
import { succeeds } from '../e2e/support/call.ts';
import { aPerson, type Person } from '../e2e/support/service.ts';

export interface People {
  readonly world: World;
  readonly elsewhere: World;
  /** A talk that has ended. Its volunteer is on and free. */
  readonly ended: ATalk;
  readonly suspended: { readonly talk: ATalk; readonly offer: string };
  readonly keys: Readonly<Record<'asks' | 'reads' | 'revoked' | 'test', string>>;
  readonly stranger: Person;
}

/** A space where nothing happens by itself for ten minutes. So only a refused call could have changed anything. */
const still: SpaceParts = {
  direct: false,
  limits: {
    restSeconds: 0,
    heavyRestSeconds: 0,
    offerWindowSeconds: 600,
    presenceLeaseSeconds: 600,
    stillThereSeconds: 3600,
    capacityMax: 2,
  },
};

export async function somePeople(): Promise<People> {
  const [world, elsewhere, stranger] = await Promise.all([aWorld(still), aWorld(still), aPerson()]);
  const { space } = world;
  const [ended, suspended, keys] = await Promise.all([anEndedTalk(space), aSuspension(space), someKeys(space)]);
  await joined(world.talk);
  return { world, elsewhere, ended, suspended, keys, stranger };
}

/** Both sides have joined, so no rematch comes. */
async function joined({ as }: ATalk): Promise<void> {
  for (const side of [as.seeker, as.volunteer]) await succeeds('hereInConversation', side);
}

async function anEndedTalk(space: ASpace): Promise<ATalk> {
  const volunteer = await aVolunteerOn(space, { languages: ['pl'] });
  const talk = await aTalk(space, { languages: ['pl'] }, volunteer);
  await end(talk.as.seeker);
  return talk;
}

/** A volunteer who is suspended during a talk and with an open offer. */
async function aSuspension(space: ASpace): Promise<People['suspended']> {
  const languages = ['pt'];
  // Another who could serve: the suspension leaves no seeker without a volunteer.
  await aVolunteer(space, { languages });
  const volunteer = await aVolunteerOn(space, { languages }, { capacity: 2 });
  const talk = await aTalk(space, { languages }, volunteer);
  await joined(talk);
  await aSeeker(space, { languages });
  const offer = await volunteer.offer();
  await editVolunteer(space, volunteer.id, { status: 'suspended' });
  return { talk, offer: offer.id };
}

async function someKeys({ operator, partner }: ASpace): Promise<People['keys']> {
  const [asks, reads, revoked, test] = await Promise.all([
    aKey(operator, partner.id, { rights: ['ask'] }),
    aKey(operator, partner.id, { rights: ['read'] }),
    aKey(operator, partner.id),
    aKey(operator, partner.id, { mode: 'test' }),
  ]);
  await succeeds('revokeKey', { token: operator.token, params: { partner: partner.id, key: revoked.id } });
  return { asks: asks.key, reads: reads.key, revoked: revoked.key, test: test.key };
}

/** A waiting request of the space's partner, for calls that can succeed only once. */
export function aFreshSeeker({ world }: People): Promise<Seeker> {
  return aSeeker(world.space, { languages: ['fr'] });
}
