/**
 * Every case that no coordinator has acknowledged has an alert, whichever version raised it. The transaction that raises a case writes its alert; a
 * version before that wrote none.
 */
import type { Problem } from '../../contract/problems.ts';
import type { Escalation } from '../../domain/escalation.ts';
import type { SpaceId } from '../../domain/ids.ts';
import { pageItemsMax, reconcileParallel } from '../../domain/limits.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { escalationRecord, listedSpaceRecord } from '../store/home-records.ts';
import { inParallel } from '../store/in-parallel.ts';
import { escalationPrefix, liveKeys, liveRoomsPk, spaceOfRoom, spacePk, spacesPk } from '../store/keys.ts';
import { caseAlertRecord } from '../store/live-records.ts';
import { loadMany, pages } from '../store/transact.ts';
import { readable } from '../store/unreadable.ts';
import { alertMinutes } from './limits.ts';

/**
 * Writes the alert of every raised case that has none, in all spaces that are listed or live. Once in `alertMinutes` minutes; at other times it reads
 * nothing. A case that is acknowledged meanwhile gets none. 503 if something could not be read; the next search reads it, and writes what could not
 * be written.
 */
export async function renewAlerts(ports: Ports, now: EpochMs): Promise<Result<void, Problem>> {
  if (Math.floor(now / 60_000) % alertMinutes !== 0) return ok();
  const spaces = await knownSpaces(ports);
  if (!spaces.ok) return spaces;
  const renewed = await inParallel([...spaces.value], reconcileParallel, (space) => renewOf(ports, space));
  return renewed.find((one) => !one.ok) ?? ok();
}

/** A space of an early version is listed only after its next edit, and is live while it has requests. */
async function knownSpaces(ports: Ports): Promise<Result<ReadonlySet<SpaceId>, Problem>> {
  const spaces = new Set<SpaceId>();
  for await (const page of pages(ports, { table: 'home', pk: spacesPk, limit: pageItemsMax })) {
    if (!page.ok) return page;
    for (const { space } of readable(ports, listedSpaceRecord, page.value.items)) spaces.add(space);
  }
  for await (const page of pages(ports, { table: 'live', pk: liveRoomsPk, limit: pageItemsMax })) {
    if (!page.ok) return page;
    for (const { key } of page.value.items) {
      const space = spaceOfRoom(key.sk);
      if (space !== undefined) spaces.add(space);
    }
  }
  return ok(spaces);
}

async function renewOf(ports: Ports, space: SpaceId): Promise<Result<void, Problem>> {
  for await (const page of pages(ports, { table: 'home', pk: spacePk(space), prefix: escalationPrefix, limit: pageItemsMax })) {
    if (!page.ok) return page;
    const raised = readable(ports, escalationRecord, page.value.items).filter(({ state }) => state === 'raised');
    const keys = raised.map(({ id }) => liveKeys.caseAlert(id));
    const alerts = await loadMany(ports, keys, caseAlertRecord);
    if (!alerts.ok) return alerts;
    const told = new Set<string>(alerts.value.map(({ about }) => about));
    for (const one of raised) if (!told.has(one.id)) await writeAlert(ports, one);
  }
  return ok();
}

/** Conditional on the case: the step that acknowledges it deletes its alert. */
async function writeAlert(ports: Ports, escalation: Escalation): Promise<void> {
  const { space, id: about, raisedAt: since } = escalation;
  const alert = caseAlertRecord.put(ports.ids, { rev: '', space, about, since }, undefined);
  await ports.store.commit([alert, escalationRecord.unchanged(escalation)]);
}
