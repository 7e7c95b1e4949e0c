import type * as z from 'zod';
import { keyCreation } from '../../contract/partners.ts';
import type { FieldError, Problem } from '../../contract/problems.ts';
import { keyId, type PartnerId, type SpaceId } from '../../domain/ids.ts';
import type { Partner, PartnerKey } from '../../domain/partner.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { operator, type Caller } from '../access/callers.ts';
import { audit } from '../store/audit-rows.ts';
import { idempotently } from '../resource/idempotently.ts';
import { load } from '../store/transact.ts';
import { partnerKeyRecord, partnerRecord } from '../store/home-records.ts';
import { jsonObject } from '../store/json.ts';
import { homeKeys } from '../store/keys.ts';
import { keyViewOf, type KeyView } from './key-view.ts';
import { keyToken, tokenDigest, tokenHint } from './key-token.ts';
import { partnerOr404 } from './load-partner.ts';
import { notFound } from '../store/problems.ts';

export interface CreateKey {
  readonly caller: Caller;
  readonly partner: PartnerId;
  readonly key?: string | undefined;
  /** Absent: the defaults. */
  readonly body?: z.infer<typeof keyCreation> | undefined;
}

export type CreatedKeyView = KeyView & { readonly key: string };

/**
 * Creates a key of a partner, for all of its spaces or some, for operators. The token is only in this answer and its replays.
 * 401, 403, 404, 422 for a space that is not the partner's, 422 idempotency-mismatch.
 */
export async function createKey(ports: Ports, command: CreateKey, now: EpochMs): Promise<Result<CreatedKeyView, Problem>> {
  const who = operator(command.caller);
  if (!who.ok) return who;
  const partner = await partnerOr404(ports, command.partner);
  if (!partner.ok) return partner;
  const { id } = partner.value;
  const body = command.body ?? keyCreation.parse({});
  const spaces = [...new Set(body.spaces ?? partner.value.spaces)];
  return idempotently(
    ports,
    { caller: command.caller, route: 'createKey', key: command.key, payload: jsonObject({ partner: id, ...body }), now },
    {
      make: async () => {
        const fresh = await partnerOr404(ports, id);
        if (!fresh.ok) return fresh;
        const lost = foreignSpaces(fresh.value, body.spaces ?? spaces);
        if (lost.length > 0) return err({ code: 'unprocessable', errors: lost });
        const named = { id: keyId.parse(ports.ids.fresh('key')), partner: id, mode: body.mode };
        const token = keyToken(ports.crypto, named);
        const sealed = { digest: tokenDigest(ports.crypto, token), hint: tokenHint(body.mode, token) };
        const key: PartnerKey = { ...named, ...sealed, rev: '', spaces, rights: body.rights, createdAt: now };
        const rows = audit(ports.ids, { spaces, what: 'partner-key-created', about: key.id, by: who.value.subject }, now);
        // Conditional on the partner: a key must not get a space that the partner loses meanwhile.
        const writes = [partnerKeyRecord.put(ports.ids, key, undefined), partnerRecord.unchanged(fresh.value), ...rows];
        return ok({ writes, about: key.id, value: { ...keyViewOf(key), key: token } });
      },
      again: async (about) => {
        const found = await load(ports, homeKeys.partnerKey(id, keyId.parse(about)), partnerKeyRecord);
        if (!found.ok) return found;
        if (found.value === undefined) return err(notFound);
        return ok({ ...keyViewOf(found.value), key: keyToken(ports.crypto, found.value) });
      },
    },
  );
}

function foreignSpaces(partner: Partner, spaces: readonly SpaceId[]): readonly FieldError[] {
  return spaces.flatMap((space, at) =>
    partner.spaces.includes(space) ? [] : [{ pointer: `/spaces/${at}`, detail: 'This is not a space of this partner.' }],
  );
}
