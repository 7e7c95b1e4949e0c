/**
 * What may be put off, and in which order, said a second time: from the requirement (analytics, then a console's lists, then new
 * requests of low urgency; never whatever cancels, ends, goes off, reports, raises an alarm or helps), not from the code under test.
 */
import type { Operation } from '../../world/history/operation.ts';

/** First to go first. */
export const ranks = ['console', 'whenever', 'soon', 'now', 'look'] as const;
/**
 * The page of a space, of which the requirement says nothing, may be put off too. The board is analytics, and the first to go among
 * what is served together with it: looks that wait.
 */
export type Rank = (typeof ranks)[number] | 'page' | 'board';

const lists: readonly Operation['route'][] = ['audit', 'listVolunteers', 'listKeys', 'openapi'];
const looks: readonly Operation['route'][] = ['showRequest', 'showConversation', 'listOffers', 'listMyConversations', 'me'];

/** The rank of a call; undefined: never to be put off. */
export function rankIn({ route, sent }: Operation): Rank | undefined {
  if (lists.includes(route)) return 'console';
  if (looks.includes(route)) return 'look';
  if (route === 'board') return 'board';
  if (route === 'showSpace') return 'page';
  if (route !== 'ask' && route !== 'match') return undefined;
  const said = new Map(typeof sent === 'object' && sent !== null ? Object.entries(sent) : []);
  if (said.get('notSafeNow') === true) return undefined;
  const urgency = said.get('urgency');
  return urgency === 'whenever' || urgency === 'soon' ? urgency : 'now';
}
