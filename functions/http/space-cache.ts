/**
 * The spaces that this process has shown in answers. Their help resources are used when no data may be read. Only country and help numbers are
 * used, which any caller may read.
 */
import type { Space } from '../../shared/domain/space.ts';
import { knownSpacesMax } from './limits.ts';

export class SpaceCache {
  /** The space that was shown longest ago comes first. */
  private readonly known = new Map<string, Space>();

  /** Remembers the space, and returns it. */
  remember(space: Space): Space {
    this.known.delete(space.id);
    this.known.set(space.id, space);
    for (const oldest of this.known.keys()) {
      if (this.known.size <= knownSpacesMax) break;
      this.known.delete(oldest);
    }
    return space;
  }

  /** The space as it was last shown. Undefined: unknown, or no id. */
  lastKnown(id: string | undefined): Space | undefined {
    return this.known.get(id ?? '');
  }
}
