/** Whether a space's own help entries will be shown. An entry that no seeker would ever see is refused when it is sent. */
import type { EpochMs } from '../time.ts';
import type { Resource } from './resource.ts';
import { finder, seedCountries, seedOf } from './seed.ts';
import { isCurrent } from './support.ts';

export interface HiddenEntry {
  readonly pointer: string;
  readonly detail: string;
}

/** The ids of the entries that come with the service: an entry of a space with such an id is never shown. */
const nationalIds: ReadonlySet<string> = new Set([finder, ...seedCountries.flatMap(seedOf)].map(({ id }) => id));

/** The entries of a list that would not be shown, each with the reason: expired, named twice, or named like one that comes with the service. */
export function hiddenEntries(entries: readonly Resource[], now: EpochMs): readonly HiddenEntry[] {
  return entries.flatMap((entry, at) => {
    const place = `/resources/entries/${at}`;
    const found: HiddenEntry[] = [];
    if (!isCurrent(entry, now))
      found.push({ pointer: `${place}/expiresAt`, detail: 'Must be in the future. From this date on the entry is not shown.' });
    if (nationalIds.has(entry.id))
      found.push({ pointer: `${place}/id`, detail: 'An entry that comes with the service has this id. Choose another.' });
    if (entries.findIndex(({ id }) => id === entry.id) < at)
      found.push({ pointer: `${place}/id`, detail: 'An entry before it has this id. Choose another.' });
    return found;
  });
}
