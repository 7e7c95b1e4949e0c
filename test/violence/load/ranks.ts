/**
 * What may be put off, and in which order, said a second time: from the requirement (analytics, then a console's lists, then new
 * requests of low urgency; never whatever cancels, ends, goes off, reports, raises an alarm or helps), not from the code under test.
 */
import type { Operation } from '../../storm/history.ts';

/** First to go first. */
export const ranks = ['console', 'whenever', 'soon', 'now', 'look'] as const;
export type Rank = (typeof ranks)[number];

const lists: readonly Operation['route'][] = ['board', 'audit', 'listVolunteers', 'showVolunteer', 'listKeys', 'openapi'];
const looks: readonly Operation['route'][] = ['showRequest', 'showConversation', 'listOffers', 'listMyConversations', 'me'];

/** The rank of a call; undefined: never to be put off. */
export function rankIn({ route, sent }: Operation): Rank | undefined {
  if (lists.includes(route)) return 'console';
  if (looks.includes(route)) return 'look';
  if (route === 'showSpace') return 'whenever';
  if (route !== 'ask' && route !== 'match') return undefined;
  const said = new Map(typeof sent === 'object' && sent !== null ? Object.entries(sent) : []);
  if (said.get('notSafeNow') === true) return undefined;
  const urgency = said.get('urgency');
  return urgency === 'whenever' || urgency === 'soon' ? urgency : 'now';
}
