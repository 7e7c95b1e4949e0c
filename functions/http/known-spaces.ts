/**
 * Spaces that this process has answered for: whose help to show where nothing is to be looked up any more. What it takes from them,
 * their country and their help numbers, is what anybody may ask for.
 */
import type { Space } from '../../shared/domain/space.ts';
import { knownSpacesMax } from './limits.ts';

/** The one that was answered for longest ago comes first. */
const known = new Map<string, Space>();

/** Keeps the space as it is now, and gives it back. */
export function remember(space: Space): Space {
  known.delete(space.id);
  known.set(space.id, space);
  for (const oldest of known.keys()) {
    if (known.size <= knownSpacesMax) break;
    known.delete(oldest);
  }
  return space;
}

/** The space of this id as it was last; undefined for one that is not known, and for no id at all. */
export function lastKnown(id: string | undefined): Space | undefined {
  return known.get(id ?? '');
}
