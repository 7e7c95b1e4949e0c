/** The board in one line, for logs and for terminals that cannot show it. */
import { needs } from '../shared/domain/vocabulary.ts';
import type { BoardState } from './board.ts';
import { needTexts, durationText, timeOfDay } from './wording.ts';

/** One line of plain text. Pure. */
export function statusLine({
  timeOfDay: second,
  elapsed,
  needs: rows,
  volunteers,
  conversations,
  counts,
  violations,
}: BoardState): string {
  const waiting = needs.reduce((sum, need) => sum + rows[need].waiting, 0);
  const byNeed = needs.filter((need) => rows[need].waiting > 0).map((need) => `${needTexts[need]} ${rows[need].waiting}`);
  const longest = Math.max(0, ...needs.flatMap((need) => rows[need].longest));
  const who = waiting === 0 ? '' : ` (${byNeed.join(', ')}; longest ${durationText(longest)})`;
  return [
    `${timeOfDay(second)} after ${Math.round(elapsed)} s`,
    `waiting ${waiting}${who}`,
    `on ${volunteers.on}, free ${volunteers.free}, talks ${conversations}`,
    `asked ${counts.asked}, matched ${counts.matched}, gave up ${counts.gaveUp}, expired ${counts.expired}, refused ${counts.refused}`,
    ...(violations === 0 ? [] : [`VIOLATIONS ${violations}`]),
  ].join(' | ');
}
