/** Where the canaries of each kind may be: in which answers, and unsealed in which items. They may be nowhere else. */
import type { RouteId } from '../../../shared/contract/contract.ts';

interface Whereabouts {
  /** Routes whose successful answers may show it. */
  readonly shownOn: readonly RouteId[];
  /** Kinds of items that hold it unsealed. */
  readonly liesIn: readonly ItemKind[];
}

type ItemKind = 'space' | 'volunteer' | 'seat' | 'talk' | 'other';

const showsVolunteer = ['addVolunteer', 'listVolunteers', 'showVolunteer', 'editVolunteer'] as const;
const ofMyself = ['me', 'editMe', 'acceptInvitation'] as const;

/** A kind that is missing here may be in no answer and in no item. */
export const whereabouts: Readonly<Record<string, Whereabouts>> = {
  // What a volunteer writes.
  topic: { shownOn: [...showsVolunteer, ...ofMyself], liesIn: ['volunteer', 'seat'] },
  // What a seeker's criteria hold.
  wish: { shownOn: [], liesIn: ['talk'] },
  seekersway: { shownOn: ['setJoin', 'showConversation', 'showRequest', 'match'], liesIn: ['talk'] },
  volunteersway: { shownOn: ['showConversation', 'acceptOffer', 'listMyConversations'], liesIn: ['talk'] },
  opening: { shownOn: ['showConversation'], liesIn: [] },
  report: { shownOn: ['listReports', 'showReport', 'editReport'], liesIn: [] },
  note: { shownOn: ['listEscalations', 'showEscalation', 'editEscalation'], liesIn: [] },
  checker: { shownOn: ['createSpace', 'showSettings', 'editSpace', 'confirmResources'], liesIn: ['space'] },
  // What coordinators call a volunteer. The volunteer never sees it.
  label: { shownOn: [...showsVolunteer, 'listBlocks'], liesIn: ['volunteer'] },
};

/** What belongs to a seeker's talk request. Nothing of it is left after the request is deleted. */
export const kindsOfATalk = ['wish', 'seekersway', 'volunteersway', 'subject', 'opening', 'report', 'feedback'];

/** The item's kind, from `table pk sk`. */
export function itemKindOf(key: string): ItemKind {
  const [, pk = '', sk = ''] = key.split(' ');
  if (pk.startsWith('TALK#')) return 'talk';
  if (pk.startsWith('SEAT#')) return 'seat';
  if (!pk.startsWith('SPACE#')) return 'other';
  if (sk.startsWith('VOLUNTEER#')) return 'volunteer';
  return sk === 'SPACE' ? 'space' : 'other';
}
