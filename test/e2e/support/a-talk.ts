/** A seeker and a volunteer who talk: most tests of conversations start here. */
import type { Sent } from '../../../client/sent.ts';
import type { ASpace } from './a-space.ts';
import { aSeeker, type AskParts, type Seeker } from './a-seeker.ts';
import { aVolunteerOn, type Volunteer } from './a-volunteer.ts';
import { succeeds } from './call.ts';

/** A call about a conversation. */
export type OfConversation = Sent<'showConversation'> & { readonly token: string };

export interface ATalk {
  readonly seeker: Seeker;
  readonly volunteer: Volunteer;
  /** Of the conversation. */
  readonly id: string;
  /** Calls about the conversation, for each side. */
  readonly as: Readonly<Record<'seeker' | 'volunteer' | 'partner', OfConversation>>;
}

/** A seeker asks and the volunteer accepts, by default a new one. No other volunteer of the space should be free. */
export async function aTalk(space: ASpace, parts: AskParts = {}, who?: Volunteer): Promise<ATalk> {
  const volunteer = who ?? (await aVolunteerOn(space));
  const seeker = await aSeeker(space, parts);
  const { id } = await volunteer.take((await volunteer.offer()).id);
  return talkIn(space, { seeker, volunteer, id });
}

/** A talk that has been made, with the calls of each side. */
export function talkIn(space: ASpace, { seeker, volunteer, id }: Omit<ATalk, 'as'>): ATalk {
  const as = {
    seeker: seeker.about(id),
    volunteer: volunteer.about({ conversation: id }),
    partner: { token: space.partner.key, params: { space: space.id, conversation: id } },
  };
  return { seeker, volunteer, id, as };
}

export function show(sent: OfConversation) {
  return succeeds('showConversation', sent);
}

export function end(sent: OfConversation, body?: { readonly heavy: boolean }) {
  return succeeds('endConversation', { ...sent, ...(body === undefined ? {} : { body }) });
}
