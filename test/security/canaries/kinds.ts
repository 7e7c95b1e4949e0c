/** Where the canaries of each kind may be: who is shown them, and where they lie unsealed. Everything else is nowhere. */
import type { RouteId } from '../../../shared/contract/contract.ts';

interface Whereabouts {
  /** Routes whose successes may show it. */
  readonly shownOn: readonly RouteId[];
  /** Kinds of items that hold it as it was written. */
  readonly liesIn: readonly ItemKind[];
}

type ItemKind = 'space' | 'volunteer' | 'seat' | 'talk' | 'other';

const showsVolunteer = ['addVolunteer', 'listVolunteers', 'showVolunteer', 'editVolunteer'] as const;
const ofMyself = ['me', 'editMe', 'acceptInvitation'] as const;

/** A kind that is not here may be seen by nobody and lie nowhere. */
export const whereabouts: Readonly<Record<string, Whereabouts>> = {
  // What a volunteer brings.
  topic: { shownOn: [...showsVolunteer, ...ofMyself], liesIn: ['volunteer', 'seat'] },
  // What a seeker asks about.
  asked: { shownOn: ['listOffers', 'nextOffer'], liesIn: ['talk'] },
  wish: { shownOn: [], liesIn: ['talk'] },
  seekersway: { shownOn: ['setJoin', 'showConversation', 'showRequest', 'match'], liesIn: ['talk'] },
  volunteersway: { shownOn: ['showConversation', 'acceptOffer', 'listMyConversations'], liesIn: ['talk'] },
  opening: { shownOn: ['showConversation'], liesIn: [] },
  report: { shownOn: ['listReports', 'editReport'], liesIn: [] },
  note: { shownOn: ['listEscalations', 'editEscalation'], liesIn: [] },
  checker: { shownOn: ['createSpace', 'editSpace', 'confirmResources'], liesIn: ['space'] },
};

/** What a seeker's story leaves: none of it may be left when the story is gone. */
export const kindsOfAStory = ['asked', 'wish', 'seekersway', 'volunteersway', 'subject', 'opening', 'report', 'feedback'];

/** Which item it is, by `table pk sk`. */
export function itemKindOf(key: string): ItemKind {
  const [, pk = '', sk = ''] = key.split(' ');
  if (pk.startsWith('TALK#')) return 'talk';
  if (pk.startsWith('SEAT#')) return 'seat';
  if (!pk.startsWith('SPACE#')) return 'other';
  if (sk.startsWith('VOLUNTEER#')) return 'volunteer';
  return sk === 'SPACE' ? 'space' : 'other';
}
