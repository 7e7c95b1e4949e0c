/** What was sent to an endpoint, and sending it again. */
import type { Problem } from '../../contract/problems.ts';
import type { DeliveryId } from '../../domain/ids.ts';
import { commitsParallel } from '../../domain/limits.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { epochMs, plusSeconds, toIso, type EpochMs } from '../../domain/time.ts';
import { firstIdAt, replayed, type Delivery, type DeliveryState } from '../../domain/webhooks/delivery.ts';
import type { Endpoint } from '../../domain/webhooks/endpoint.ts';
import { deliveryKeptSeconds, recoveredAtOnceMax } from '../../domain/webhooks/limits.ts';
import type { Ports } from '../../ports.ts';
import { listPage } from '../resource/list-page.ts';
import type { Listed, PageWanted } from '../resource/page-cursor.ts';
import { inParallel } from '../store/in-parallel.ts';
import { deliveriesPk, homeKeys } from '../store/keys.ts';
import { notFound } from '../store/problems.ts';
import { saved } from '../store/saved.ts';
import { load, query, transact } from '../store/transact.ts';
import { readable } from '../store/unreadable.ts';
import { deliveryRecord } from '../store/webhook-records.ts';
import { managed, type OfEndpoint } from './access.ts';
import { deliveryViewOf, type DeliveryView } from './endpoint-view.ts';
import { eventAbout } from './own-events.ts';
import { deliveryOf, pendingWrites } from './write-delivery.ts';

export interface ListDeliveries extends OfEndpoint, PageWanted {
  readonly state?: DeliveryState | undefined;
}

/** The deliveries of an endpoint, the newest first, all or those in one state. 400 for a cursor of another list, 401, 403, 404. */
export async function listDeliveries(
  ports: Ports,
  command: ListDeliveries,
  now: EpochMs,
): Promise<Result<Listed<DeliveryView>, Problem>> {
  const found = await managed(ports, command);
  if (!found.ok) return found;
  const list = { table: 'home', pk: deliveriesPk(command.endpoint), descending: true, record: deliveryRecord } as const;
  const page = await listPage(ports, list, command);
  if (!page.ok) return page;
  const { state } = command;
  const items = page.value.items.filter((one) => isKept(one, now) && (state === undefined || one.state === state));
  return ok({ ...page.value, items: items.map(deliveryViewOf) });
}

/** DynamoDB deletes late, so the time is compared. */
function isKept({ keptUntil }: Delivery, now: EpochMs): boolean {
  return keptUntil > now;
}

/** Sends a message for trying; to an endpoint that is not verified its code. 401, 403, 404, 409 endpoint-disabled. */
export async function testEndpoint(ports: Ports, command: OfEndpoint, now: EpochMs): Promise<Result<DeliveryView, Problem>> {
  const found = await working(ports, command);
  if (!found.ok) return found;
  const type = found.value.state === 'active' ? 'endpoint.test' : 'endpoint.verification';
  const delivery = deliveryOf(ports, found.value, eventAbout(found.value, type, now), now);
  const written = await transact<Delivery>(ports, async () => {
    const known = await load(ports, homeKeys.delivery(delivery.endpoint, delivery.id), deliveryRecord);
    if (!known.ok) return known;
    return ok({ writes: known.value === undefined ? pendingWrites(ports.ids, found.value, delivery) : [], value: delivery });
  });
  if (!written.ok) return written;
  await ports.deliveryQueue.wake(command.endpoint);
  return ok(deliveryViewOf(written.value));
}

/** Sends a delivery again. It is signed when it is sent, and its earlier attempts stay. 401, 403, 404, 409 endpoint-disabled. */
export async function replayDelivery(
  ports: Ports,
  command: OfEndpoint & { readonly delivery: DeliveryId },
  now: EpochMs,
): Promise<Result<DeliveryView, Problem>> {
  const found = await working(ports, command);
  if (!found.ok) return found;
  const again = await sentAgain(ports, found.value, command.delivery, now);
  if (!again.ok) return again;
  await ports.deliveryQueue.wake(command.endpoint);
  return ok(deliveryViewOf(again.value));
}

/** Makes a delivery pending. One that is pending already stays as it is. 404. */
function sentAgain(ports: Ports, to: Endpoint, id: DeliveryId, now: EpochMs): Promise<Result<Delivery, Problem>> {
  return transact<Delivery>(ports, async () => {
    const found = await load(ports, homeKeys.delivery(to.id, id), deliveryRecord);
    if (!found.ok) return found;
    const before = found.value;
    if (before === undefined || !isKept(before, now)) return err(notFound);
    if (before.state === 'pending') return ok({ writes: [], value: before });
    const after = replayed(before, now);
    const { entity } = saved(ports.ids, deliveryRecord, { after, before });
    return ok({ writes: pendingWrites(ports.ids, to, after, before), value: entity });
  });
}

export interface RecoveredView {
  readonly recovered: number;
  readonly next?: string;
}

/**
 * Sends again what failed since a time, oldest first, up to `recoveredAtOnceMax` deliveries at once. `next`: where to go on. 401, 403, 404, 409
 * endpoint-disabled, 503: it may be repeated.
 */
export async function recoverSince(
  ports: Ports,
  command: OfEndpoint & { readonly since: EpochMs },
  now: EpochMs,
): Promise<Result<RecoveredView, Problem>> {
  const found = await working(ports, command);
  if (!found.ok) return found;
  const until = plusSeconds(now, 1);
  // Nothing older is kept, and nothing is to come.
  const since = epochMs.parse(Math.min(Math.max(command.since, plusSeconds(now, -deliveryKeptSeconds)), until));
  const page = await query(ports, {
    table: 'home',
    pk: deliveriesPk(command.endpoint),
    between: [firstIdAt(since), firstIdAt(until)],
    limit: recoveredAtOnceMax,
  });
  if (!page.ok) return page;
  const deliveries = readable(ports, deliveryRecord, page.value.items);
  const failed = deliveries.filter((one) => one.state === 'failed' && isKept(one, now));
  const again = await inParallel(failed, commitsParallel, ({ id }) => sentAgain(ports, found.value, id, now));
  const refused = again.find((one) => !one.ok && one.error.code !== 'not-found');
  if (refused?.ok === false) return refused;
  await ports.deliveryQueue.wake(command.endpoint);
  const last = deliveries.at(-1)?.createdAt;
  const next =
    page.value.next === undefined || last === undefined ? {} : { next: toIso(plusSeconds(last, last === since ? 0.001 : 0)) };
  return ok({ recovered: failed.length, ...next });
}

/** The endpoint, unless it is disabled. */
async function working(ports: Ports, command: OfEndpoint): Promise<Result<Endpoint, Problem>> {
  const found = await managed(ports, command);
  if (!found.ok) return found;
  return found.value.endpoint.state === 'disabled' ? err({ code: 'endpoint-disabled' }) : ok(found.value.endpoint);
}
