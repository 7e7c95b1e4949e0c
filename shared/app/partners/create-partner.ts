import type * as z from 'zod';
import type { partnerCreation } from '../../contract/partners.ts';
import type { Problem } from '../../contract/problems.ts';
import { partnerId } from '../../domain/ids.ts';
import type { Partner } from '../../domain/partner.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { operator, type Caller } from '../access/callers.ts';
import { audit } from '../store/audit-rows.ts';
import { idempotently } from '../resource/idempotently.ts';
import { listedPartnerRecord, partnerRecord } from '../store/home-records.ts';
import { jsonObject } from '../store/json.ts';
import { partnerOr404 } from './load-partner.ts';
import { notesOfPartner } from './notes-of-partner.ts';
import { partnerViewOf, type PartnerView } from './partner-view.ts';

export interface CreatePartner {
  readonly caller: Caller;
  readonly key?: string | undefined;
  readonly body: z.infer<typeof partnerCreation>;
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
  return idempotently(
    ports,
    { caller, route: 'createPartner', key, payload: jsonObject(body), now },
    {
      make: async () => {
        const notes = await notesOfPartner(ports, body.spaces, 0);
        if (!notes.ok) return notes;
        const partner: Partner = {
          id: partnerId.parse(ports.ids.fresh('ptn')),
          rev: '',
          name: body.name,
          spaces,
          createdAt: now,
        };
        const rows = audit(ports.ids, { spaces, what: 'partner-added', about: partner.id, by: who.value.subject }, now);
        const listed = listedPartnerRecord.put(ports.ids, { rev: '', partner: partner.id }, undefined);
        const writes = [partnerRecord.put(ports.ids, partner, undefined), listed, ...notes.value, ...rows];
        return ok({ writes, about: partner.id, value: partnerViewOf(partner) });
      },
      again: async (about) => {
        const partner = await partnerOr404(ports, partnerId.parse(about));
        return partner.ok ? ok(partnerViewOf(partner.value)) : partner;
      },
    },
  );
}
