/** Which side made a block, and of which person it is hidden. */
import type { Side } from '../../domain/talk.ts';
import { names, type Self } from '../cases/report-reader.ts';
import type { Block } from '../store/home-records.ts';

/** The sides that blocked the other, the first one first. */
export function sidesOf({ by, both }: Block): readonly Side[] {
  if (both !== true) return [by];
  return by === 'seeker' ? ['seeker', 'volunteer'] : ['volunteer', 'seeker'];
}

/** Whether a seeker blocked this person. As with a report, this person neither sees the block nor lifts it, whatever other role they have. */
export function isAbout(block: Block, self: Self): boolean {
  return sidesOf(block).some((by) => names({ ...block, by }, self));
}
