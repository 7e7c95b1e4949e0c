import type * as z from 'zod';
import type { partnerEdit } from '../../contract/partners.ts';
import type { Problem } from '../../contract/problems.ts';
import type { PartnerId } from '../../domain/ids.ts';
import { listEntriesMax, partnerKeysEditedMax } from '../../domain/limits.ts';
import type { Partner, PartnerKey } from '../../domain/partner.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports, Write } from '../../ports.ts';
import { operator, type Caller } from '../access/callers.ts';
import { editOnce } from '../resource/edit-once.ts';
import type { Tagged } from '../resource/tagged.ts';
import { unprocessable } from '../resource/unprocessable.ts';
import { listedPartnerRecord, partnerKeyRecord, partnerRecord } from '../store/home-records.ts';
import { partnerKeyPrefix, partnerPk } from '../store/keys.ts';
import { saved } from '../store/saved.ts';
import { query } from '../store/transact.ts';
import { readAll } from '../store/unreadable.ts';
import { partnerOr404 } from './load-partner.ts';
import { partnerViewOf, type PartnerView } from './partner-view.ts';
import { notesOfPartner, tooManySpaces } from './notes-of-partner.ts';

export interface EditPartner {
  readonly caller: Caller;
  readonly partner: PartnerId;
  readonly ifMatch?: readonly string[] | undefined;
  readonly body: z.infer<typeof partnerEdit>;
}

/**
 * Changes the name of a partner, or its spaces, for operators. A key loses the spaces that the partner loses, in the same transaction, and a key
 * that has no space left is revoked. A new space is for new keys. 401, 403, 404, 412 stale, 422 for a space that does not exist or for too many
 * keys, 428 precondition-required.
 */
export async function editPartner(
  ports: Ports,
  command: EditPartner,
  now: EpochMs,
): Promise<Result<Tagged<PartnerView>, Problem>> {
  const who = operator(command.caller);
  if (!who.ok) return who;
  const { body } = command;
  const known = await partnerOr404(ports, command.partner);
  if (!known.ok) return known;
  const spaces = [...new Set([...known.value.spaces, ...(body.spaces ?? [])])];
  const tagged = (partner: Partner) => ({ view: partnerViewOf(partner), etag: partner.rev });
  return editOnce<Partner, Tagged<PartnerView>>(
    ports,
    {
      ifMatch: command.ifMatch,
      audit: { spaces, what: 'partner-edited', about: command.partner, by: who.value.subject },
      now,
    },
    {
      read: () => partnerOr404(ports, command.partner),
      change: async (before) => {
        if (spaces.length > listEntriesMax) return err(tooManySpaces);
        const after: Partner = {
          ...before,
          ...(body.name === undefined ? {} : { name: body.name }),
          ...(body.spaces === undefined ? {} : { spaces: [...new Set(body.spaces)] }),
        };
        const keys = await keysWithin(ports, after, now);
        if (!keys.ok) return keys;
        const notes = await notesOfPartner(ports, body.spaces ?? [], keys.value.length);
        if (!notes.ok) return notes;
        const { write, entity } = saved(ports.ids, partnerRecord, { after, before });
        const listed = listedPartnerRecord.overwrite(ports.ids, { rev: '', partner: before.id });
        return ok({ writes: [write, listed, ...keys.value, ...notes.value], value: tagged(entity) });
      },
      done: tagged,
    },
  );
}

/** The writes that leave each key only the spaces of its partner. */
async function keysWithin(ports: Ports, { id, spaces }: Partner, now: EpochMs): Promise<Result<readonly Write[], Problem>> {
  const wanted = { table: 'home', pk: partnerPk(id), prefix: partnerKeyPrefix, limit: partnerKeysEditedMax } as const;
  const page = await query(ports, wanted);
  if (!page.ok) return page;
  if (page.value.next !== undefined && page.value.items.length === partnerKeysEditedMax)
    return err(unprocessable('/spaces', `This partner has more than ${partnerKeysEditedMax} keys. Add another partner instead.`));
  // A key that cannot be read would keep a space that it loses.
  const keys = readAll(ports, partnerKeyRecord, page.value.items);
  if (!keys.ok) return keys;
  return ok(
    keys.value
      .filter((key) => key.revokedAt === undefined && key.spaces.some((space) => !spaces.includes(space)))
      .map((key) => {
        const left = key.spaces.filter((space) => spaces.includes(space));
        const after: PartnerKey = left.length > 0 ? { ...key, spaces: left } : { ...key, revokedAt: now };
        return partnerKeyRecord.put(ports.ids, after, key);
      }),
  );
}
