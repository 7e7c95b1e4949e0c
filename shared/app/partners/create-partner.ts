import type * as z from 'zod';
import type { partnerCreation } from '../../contract/partners.ts';
import type { FieldError, Problem } from '../../contract/problems.ts';
import { partnerId, type PartnerId, type SpaceId } from '../../domain/ids.ts';
import type { Partner } from '../../domain/partner.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { toIso, type EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { operator, type Caller } from '../access/callers.ts';
import { audit } from '../store/audit-rows.ts';
import { idempotently } from '../resource/idempotently.ts';
import { loadMany } from '../store/transact.ts';
import { partnerRecord, spaceRecord } from '../store/home-records.ts';
import { jsonObject } from '../store/json.ts';
import { homeKeys } from '../store/keys.ts';
import { partnerOr404 } from './load-partner.ts';

export interface CreatePartner {
  readonly caller: Caller;
  readonly key?: string | undefined;
  readonly body: z.infer<typeof partnerCreation>;
}

export interface PartnerView {
  readonly id: PartnerId;
  readonly name: string;
  readonly spaces: SpaceId[];
  readonly createdAt: string;
}

/**
 * Adds a partner app, bound to spaces that exist, for operators. 401, 403, 422 unprocessable, idempotency-mismatch. Safe to
 * repeat with the same key.
 */
export async function createPartner(ports: Ports, command: CreatePartner, now: EpochMs): Promise<Result<PartnerView, Problem>> {
  const { body, caller, key } = command;
  const who = operator(caller);
  if (!who.ok) return who;
  const spaces = [...new Set(body.spaces)];
  const errors = await unknownSpaces(ports, body.spaces);
  if (!errors.ok) return errors;
  if (errors.value.length > 0) return err({ code: 'unprocessable', errors: errors.value });
  return idempotently(
    ports,
    { caller, route: 'createPartner', key, payload: jsonObject(body), now },
    {
      make: async () => {
        const partner: Partner = {
          id: partnerId.parse(ports.ids.fresh('ptn')),
          rev: '',
          name: body.name,
          spaces,
          createdAt: now,
        };
        const rows = audit(ports.ids, { spaces, what: 'partner-added', about: partner.id, by: who.value.subject }, now);
        const writes = [partnerRecord.put(ports.ids, partner, undefined), ...rows];
        return ok({ writes, about: partner.id, value: view(partner) });
      },
      again: async (about) => {
        const partner = await partnerOr404(ports, partnerId.parse(about));
        return partner.ok ? ok(view(partner.value)) : partner;
      },
    },
  );
}

function view({ id, name, spaces, createdAt }: Partner): PartnerView {
  return { id, name, spaces, createdAt: toIso(createdAt) };
}

/** A space is never deleted, so a space that exists now still exists when this commits. */
async function unknownSpaces(ports: Ports, spaces: readonly SpaceId[]): Promise<Result<readonly FieldError[], Problem>> {
  const keys = [...new Set(spaces)].map((space) => homeKeys.space(space));
  const found = await loadMany(ports, keys, spaceRecord);
  if (!found.ok) return found;
  const known = new Set(found.value.map((space) => space.id));
  return ok(
    spaces.flatMap((space, at) => (known.has(space) ? [] : [{ pointer: `/spaces/${at}`, detail: 'This space does not exist.' }])),
  );
}
