/**
 * What may be shed, and in which order. This repeats the requirement and does not use the code under test: first analytics, then a
 * console's lists, then new requests of low urgency. A call that cancels, ends, goes off, reports, raises an alarm or helps is never shed.
 */
import type { Operation } from '../../world/history/operation.ts';

/** The first to be shed comes first. */
export const ranks = ['console', 'whenever', 'soon', 'now', 'read'] as const;
/**
 * The requirement says nothing of the page of a space, which may be shed too. The board is analytics. Its function also serves long
 * polls, and sheds the board first.
 */
export type Rank = (typeof ranks)[number] | 'page' | 'board';

const lists: readonly Operation['route'][] = [
  'audit',
  'days',
  'showFeedback',
  'listSpaces',
  'listPartners',
  'listCoordinators',
  'listVolunteers',
  'listBlocks',
  'listPartnerEndpoints',
  'listPartnerDeliveries',
  'listSpaceEndpoints',
  'listSpaceDeliveries',
  'listKeys',
  'openapi',
  'asyncapi',
];
const reads: readonly Operation['route'][] = [
  'showRequest',
  'showConversation',
  'listOffers',
  'listMyConversations',
  'talkLive',
  'volunteerLive',
  'boardLive',
  'showAvailability',
  'me',
];

/** The rank of a call. Undefined: it is never shed. */
export function rankIn({ route, sent }: Operation): Rank | undefined {
  if (lists.includes(route)) return 'console';
  if (reads.includes(route)) return 'read';
  if (route === 'board') return 'board';
  if (route === 'showSpace') return 'page';
  if (route !== 'ask' && route !== 'match') return undefined;
  const said = new Map(typeof sent === 'object' && sent !== null ? Object.entries(sent) : []);
  if (said.get('notSafeNow') === true) return undefined;
  const urgency = said.get('urgency');
  return urgency === 'whenever' || urgency === 'soon' ? urgency : 'now';
}
