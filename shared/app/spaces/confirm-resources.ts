import type { Problem } from '../../contract/problems.ts';
import type { SpaceId } from '../../domain/ids.ts';
import { openingOf, type ClosedBecause } from '../../domain/opening.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Space } from '../../domain/space.ts';
import { servingCountry } from '../../domain/country.ts';
import type { PublicResource } from '../../domain/support/resource.ts';
import { seedOf } from '../../domain/support/seed.ts';
import { isCurrent, supportFor } from '../../domain/support/support.ts';
import { toIso, type EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { coordinatorOf, type Caller } from '../access/callers.ts';
import { audit } from '../store/audit-rows.ts';
import { unprocessable } from '../resource/unprocessable.ts';
import { transact, query } from '../store/transact.ts';
import { readOne } from '../store/unreadable.ts';
import { auditRecord, spaceRecord, type AuditRow } from '../store/home-records.ts';
import { auditPk, sortable } from '../store/keys.ts';
import { spaceOr404 } from '../store/load-space.ts';
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
  /** The resources that were confirmed, as they are shown from now on. */
  readonly resources: readonly PublicResource[];
  /** Why the space is closed all the same. Absent: it is open. */
  readonly closedBecause?: ClosedBecause;
}

/**
 * A coordinator confirms that they compared the help numbers of a country with their sources. After this is done for its own
 * country, the space may open. 401, 404; 422 if there are no numbers for that country, and for a teen space's own country if the
 * same person created the space: two people are needed to open one. A repetition renews the date.
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
  return transact(ports, async () => {
    const found = await spaceOr404(ports, command.space);
    if (!found.ok) return found;
    const before = found.value;
    const { entries } = before.resources;
    const own = entries.some((entry) => entry.country === country && isCurrent(entry, now));
    if (!own && seedOf(country).length === 0) return err(unprocessable('', 'There are no help numbers for this country.'));
    const allowed = await mayConfirm(ports, before, { country, by });
    if (!allowed.ok) return allowed;
    const { resources } = supportFor({ country, now, spaceResources: entries, confirmedAt: now });
    const known = before.confirmed[country];
    const after = { ...before, confirmed: { ...before.confirmed, [country]: { at: now, by } } };
    const opening = openingOf(after, now);
    const still = opening.open ? {} : { closedBecause: opening.because };
    const value = { country, confirmedAt: toIso(now), resources, ...still };
    // An earlier attempt of this very call may have written it, with an unknown outcome.
    if (known?.at === now && known.by === by) return ok({ writes: [], value });
    const rows = audit(ports.ids, { spaces: [before.id], what: 'resources-confirmed', about: country, by }, now);
    return ok({ writes: [spaceRecord.put(ports.ids, after, before), ...rows], value });
  });
}

/**
 * A teen space is opened by two people: the person who created it may not also confirm its numbers. The audit says who created
 * it.
 */
async function mayConfirm(
  ports: Ports,
  space: Space,
  { country, by }: { readonly country: string; readonly by: string },
): Promise<Result<void, Problem>> {
  if (space.audience !== 'teen' || servingCountry(country) !== servingCountry(space.country)) return ok();
  const prefix = `${sortable(space.createdAt)}#`;
  const rows = await query(ports, { table: 'home', pk: auditPk(space.id), prefix, limit: spaceCreationRows });
  if (!rows.ok) return rows;
  const read: AuditRow[] = [];
  for (const item of rows.value.items) {
    // The row that says who created it may be the one that cannot be read.
    const row = readOne(ports, auditRecord, item);
    if (!row.ok) return row;
    read.push(row.value);
  }
  const created = read.find((row) => row.what === 'space-created');
  return created?.by === by
    ? err(unprocessable('', 'A space for teens is opened by two people. A coordinator who did not create it must confirm.'))
    : ok();
}
