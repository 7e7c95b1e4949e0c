/**
 * The spaces that this process has answered for. Their help is shown where nothing may be looked up any more. Only their country and
 * their help numbers are used, which any caller may read.
 */
import type { Space } from '../../shared/domain/space.ts';
import { knownSpacesMax } from './limits.ts';

export class SpaceCache {
  /** The space that was answered for longest ago comes first. */
  private readonly known = new Map<string, Space>();

  /** Keeps the space as it is now, and returns it. */
  remember(space: Space): Space {
    this.known.delete(space.id);
    this.known.set(space.id, space);
    for (const oldest of this.known.keys()) {
      if (this.known.size <= knownSpacesMax) break;
      this.known.delete(oldest);
    }
    return space;
  }

  /** The space as it was when it was last answered for; undefined where it is not known, and without an id. */
  lastKnown(id: string | undefined): Space | undefined {
    return this.known.get(id ?? '');
  }
}
