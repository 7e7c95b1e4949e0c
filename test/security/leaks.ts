/** Another tenant's ids in an answer: none of them is anybody's business, whatever else the answer says. */
import type { World } from '../e2e/support/a-world.ts';
import type { Cast } from './cast.ts';
import type { Cell } from './cells.ts';

/** The ids of everything in a world. */
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

/** The ids of the world that the call of this cell was not about, as far as they are in the answer to it. */
export function strangersIn({ world, elsewhere }: Cast, { route, caller, place }: Cell, answered: unknown): readonly string[] {
  const isFromElsewhere = caller === 'volX' || caller === 'coordX';
  const isAboutElsewhere = place === 'foreign' || (route === 'me' && isFromElsewhere);
  const text = JSON.stringify(answered) ?? '';
  return idsIn(isAboutElsewhere ? world : elsewhere).filter((id) => text.includes(id));
}
