import type { Problem } from '../../contract/problems.ts';
import type { SpaceId } from '../../domain/ids.ts';
import { err, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { Space } from '../../domain/space.ts';
import type { PublicResource } from '../../domain/support/resource.ts';
import { seedOf } from '../../domain/support/seed.ts';
import { isCurrent, supportFor } from '../../domain/support/support.ts';
import { toIso } from '../../domain/time.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { coordinatorOf } from '../callers.ts';
import type { Caller } from '../callers.ts';
import { audit } from '../common/audit.ts';
import { unprocessable } from '../common/unprocessable.ts';
import { decide, query } from '../decide.ts';
import { auditRecord, spaceRecord } from '../records/home-records.ts';
import { auditPk, sortable } from '../records/keys.ts';
import { spaceOr404 } from './load-space.ts';
import { spaceCreationRows } from './limits.ts';

export interface ConfirmResources {
  readonly caller: Caller;
  readonly space: SpaceId;
  /** ISO 3166-1 alpha-2, upper case. */
  readonly country: string;
}

export interface ConfirmedView {
  readonly country: string;
  readonly confirmedAt: string;
  /** What was confirmed, as it is shown from now on. */
  readonly resources: readonly PublicResource[];
}

/**
 * A coordinator confirms to have compared the help numbers of a country with their sources; with its own country's the
 * space may open. 401, 404; 422 where there are none for that country, and for a teen space's own country where the
 * same person has created the space: it takes two people to open one. Repeating it renews the date.
 */
export async function confirmResources(
  ports: Ports,
  command: ConfirmResources,
  now: EpochMs,
): Promise<Result<ConfirmedView, Problem>> {
  const { country } = command;
  const who = await coordinatorOf(ports, command.caller, command.space);
  if (!who.ok) return who;
  const by = who.value.subject;
  return decide(ports, async () => {
    const found = await spaceOr404(ports, command.space);
    if (!found.ok) return found;
    const before = found.value;
    const { entries } = before.resources;
    const own = entries.some((entry) => entry.country === country && isCurrent(entry, now));
    if (!own && seedOf(country).length === 0) return err(unprocessable('', 'There are no help numbers for this country.'));
    const allowed = await mayConfirm(ports, before, { country, by });
    if (!allowed.ok) return allowed;
    const { resources } = supportFor({ country, now, spaceResources: entries, confirmedAt: now });
    const value = { country, confirmedAt: toIso(now), resources };
    const known = before.confirmed[country];
    // What an attempt of this very call has written, should its outcome have been unknown.
    if (known?.at === now && known.by === by) return ok({ writes: [], value });
    const after = { ...before, confirmed: { ...before.confirmed, [country]: { at: now, by } } };
    const rows = audit(ports.ids, { spaces: [before.id], what: 'resources-confirmed', about: country, by }, now);
    return ok({ writes: [spaceRecord.put(ports.ids, after, before), ...rows], value });
  });
}

/** A space for teens is opened by two people: who created it does not also let it open. The audit knows who did. */
async function mayConfirm(
  ports: Ports,
  space: Space,
  { country, by }: { readonly country: string; readonly by: string },
): Promise<Result<void, Problem>> {
  if (space.audience !== 'teen' || country !== space.country) return ok();
  const prefix = `${sortable(space.createdAt)}#`;
  const rows = await query(ports, { table: 'home', pk: auditPk(space.id), prefix, limit: spaceCreationRows });
  if (!rows.ok) return rows;
  const created = rows.value.items.map((item) => auditRecord.read(item)).find((row) => row.what === 'space-created');
  return created?.by === by
    ? err(unprocessable('', 'A space for teens is opened by two people. A coordinator who did not create it must confirm.'))
    : ok();
}
