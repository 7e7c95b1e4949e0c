import type { Problem } from '../../contract/problems.ts';
import type { SpaceId } from '../../domain/ids.ts';
import { partnerChangesMax } from '../../domain/limits.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Ports, Write } from '../../ports.ts';
import { unprocessable } from '../resource/unprocessable.ts';
import { spaceRecord } from '../store/home-records.ts';
import { homeKeys } from '../store/keys.ts';
import { loadMany } from '../store/transact.ts';

/**
 * The writes that note on these spaces that a partner may give links. They belong to the transaction that gives the partner the spaces: a partner
 * never finds its space closed because it has no partner, and a refused call changes no space. 422 for a space that does not exist, or if there
 * are too many to change at once beside the `others` of the transaction. 503.
 */
export async function notesOfPartner(
  ports: Ports,
  wanted: readonly SpaceId[],
  others: number,
): Promise<Result<readonly Write[], Problem>> {
  const keys = [...new Set(wanted)].map((space) => homeKeys.space(space));
  const found = await loadMany(ports, keys, spaceRecord);
  if (!found.ok) return found;
  const known = new Set(found.value.map(({ id }) => id));
  const errors = wanted.flatMap((space, at) =>
    known.has(space) ? [] : [{ pointer: `/spaces/${at}`, detail: 'This space does not exist.' }],
  );
  if (errors.length > 0) return err({ code: 'unprocessable', errors });
  const writes = found.value.flatMap((before): readonly Write[] => {
    const { unpartnered, ...after } = before;
    return unpartnered === undefined ? [] : [spaceRecord.put(ports.ids, after, before)];
  });
  return writes.length + others > partnerChangesMax ? err(tooManySpaces) : ok(writes);
}

/** 422: more than fits into one transaction. */
export const tooManySpaces = unprocessable('/spaces', 'These are too many spaces to change at once.');
