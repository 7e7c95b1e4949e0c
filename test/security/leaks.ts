/** Another tenant's ids in an answer. No answer may hold one. */
import type { World } from '../e2e/support/a-world.ts';
import type { People } from './people.ts';
import type { Cell } from './cells.ts';

/** The ids of all objects of a world. */
function idsIn({ space, waiting, talk, accepting, declining, escalation, report, other }: World): readonly string[] {
  return [
    space.id,
    space.partner.id,
    space.partner.keyId,
    other.id,
    other.keyId,
    escalation,
    report,
    waiting.id,
    talk.id,
    ...[talk, accepting, declining].flatMap(({ seeker, volunteer }) => [seeker.id, volunteer.id]),
    accepting.offer,
    declining.offer,
  ];
}

/** Ids in the answer to a cell that belong to the world that the call was not about. */
export function foreignIdsIn({ world, elsewhere }: People, { route, caller, place }: Cell, answered: unknown): readonly string[] {
  const isFromElsewhere = caller === 'volX' || caller === 'coordX';
  // An operator lists every space.
  if ((route === 'listSpaces' || route === 'listPartners') && caller === 'oper') return [];
  const isAboutElsewhere = place === 'foreign' || ((route === 'me' || route === 'listSpaces') && isFromElsewhere);
  const text = JSON.stringify(answered) ?? '';
  return idsIn(isAboutElsewhere ? world : elsewhere).filter((id) => text.includes(id));
}
