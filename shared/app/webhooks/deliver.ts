/**
 * The worker that sends what an endpoint is to be told. The deliveries are in the table: whatever starts it only says that it is time to look. One
 * run at a time works for an endpoint.
 */
import type { Problem } from '../../contract/problems.ts';
import type { EndpointId } from '../../domain/ids.ts';
import { pageItemsMax } from '../../domain/limits.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { earliest, latest, type EpochMs } from '../../domain/time.ts';
import { isProbed, type Endpoint } from '../../domain/webhooks/endpoint.ts';
import { sentAtOnceMax, waitingReadMax } from '../../domain/webhooks/limits.ts';
import type { Ports } from '../../ports.ts';
import { inParallel } from '../store/in-parallel.ts';
import { homeKeys, waitingDeliveriesPk } from '../store/keys.ts';
import { load, pages } from '../store/transact.ts';
import { readable } from '../store/unreadable.ts';
import {
  dueEndpointRecord,
  endpointRecord,
  waitingDeliveryRecord,
  type DueEndpoint,
  type WaitingDelivery,
} from '../store/webhook-records.ts';
import type { DeliveryTools } from './delivery-tools.ts';
import { dropDelivery, sendDelivery } from './send-delivery.ts';

/** The deliveries of one subject that wait, in their order. */
type Lane = readonly WaitingDelivery[];

/**
 * Sends what is due: of each subject in its order, some subjects at the same time. An endpoint that fails gets one attempt. Then notes when to
 * look again, and wakes itself if that is now. 503 if the store, or this service's own sender, does not answer: nothing is lost, and the sweep
 * comes back.
 */
export async function deliver(ports: Ports, tools: DeliveryTools, id: EndpointId): Promise<Result<void, Problem>> {
  const due = await load(ports, homeKeys.dueEndpoint(id), dueEndpointRecord);
  if (!due.ok || due.value === undefined) return due.ok ? ok() : due;
  const endpoint = await load(ports, homeKeys.endpoint(due.value.owner, id), endpointRecord);
  if (!endpoint.ok) return endpoint;
  const waiting = await readWaiting(ports, id);
  if (!waiting.ok) return waiting;
  const left = await new Run(ports, tools, endpoint.value).work(waiting.value.lanes);
  if (!left.ok) return left;
  const next = left.value ?? (waiting.value.isWhole ? undefined : tools.clock());
  await noteNext(ports, due.value, next);
  if (next !== undefined && next <= tools.clock()) await ports.deliveryQueue.wake(id);
  return ok();
}

/** The lanes of an endpoint, that of the oldest event first. `isWhole`: no more waits. */
async function readWaiting(
  ports: Ports,
  id: EndpointId,
): Promise<Result<{ readonly lanes: readonly Lane[]; readonly isWhole: boolean }, Problem>> {
  const waiting: WaitingDelivery[] = [];
  let isWhole = true;
  for await (const page of pages(ports, { table: 'home', pk: waitingDeliveriesPk(id), limit: pageItemsMax })) {
    if (!page.ok) return page;
    waiting.push(...readable(ports, waitingDeliveryRecord, page.value.items));
    isWhole = page.value.next === undefined;
    if (waiting.length >= waitingReadMax) break;
  }
  const bySubject = Map.groupBy(waiting, ({ subject }) => subject);
  const lanes = [...bySubject.values()].map((lane) =>
    lane.toSorted((a, b) => a.order - b.order || (a.delivery < b.delivery ? -1 : 1)),
  );
  return ok({ lanes, isWhole });
}

/** Removes the note if nothing waits any more. A note that was written meanwhile stays: something new came. */
async function noteNext(ports: Ports, due: DueEndpoint, next: EpochMs | undefined): Promise<void> {
  if (next === due.dueAt) return;
  const write =
    next === undefined ? dueEndpointRecord.remove(due) : dueEndpointRecord.put(ports.ids, { ...due, dueAt: next }, due);
  await ports.store.commit([write]);
}

function isDue([first]: Lane, now: EpochMs): boolean {
  return first !== undefined && first.dueAt <= now;
}

/** One run for one endpoint. */
class Run {
  private readonly ports: Ports;
  private readonly tools: DeliveryTools;
  private endpoint: Endpoint | undefined;
  private failure: Problem | undefined;
  /** The endpoint failed for a while and works again, so whatever waits for its next attempt is sent at once. */
  private isBack = false;

  constructor(ports: Ports, tools: DeliveryTools, endpoint: Endpoint | undefined) {
    this.ports = ports;
    this.tools = tools;
    this.endpoint = endpoint;
  }

  /** When the next attempt is due. Undefined: nothing waits any more. */
  async work(lanes: readonly Lane[]): Promise<Result<EpochMs | undefined, Problem>> {
    // The first attempt shows whether the endpoint works; only then others go out beside it.
    const isCareful = this.endpoint === undefined || this.endpoint.failures > 0;
    const now = this.tools.clock();
    const [due, others] = [lanes.filter((lane) => isDue(lane, now)), lanes.filter((lane) => !isDue(lane, now))];
    const next = await inParallel([...due, ...others], isCareful ? 1 : sentAtOnceMax, (lane) => this.sendLane(lane));
    if (this.failure !== undefined) return err(this.failure);
    const soonest = earliest(...next);
    const rests = this.endpoint?.restsUntil;
    return ok(
      soonest === undefined || rests === undefined || !isProbed(this.endpoint ?? { failures: 0 })
        ? soonest
        : latest(soonest, rests),
    );
  }

  /** Sends the lane from its beginning, until one is not due or fails. Returns when its next is due. */
  private async sendLane(lane: Lane): Promise<EpochMs | undefined> {
    for (const waiting of lane) {
      if (this.failure !== undefined) return waiting.dueAt;
      if (this.endpoint === undefined || this.endpoint.state === 'disabled') {
        if (!this.tools.mayGoOn()) return waiting.dueAt;
        await this.drop(waiting);
        continue;
      }
      if (!this.mayAttempt(waiting)) return waiting.dueAt;
      const dueAt = await this.send(this.endpoint, waiting);
      if (dueAt !== undefined) return dueAt;
    }
    return undefined;
  }

  private mayAttempt({ dueAt }: WaitingDelivery): boolean {
    const now = this.tools.clock();
    const isResting = this.endpoint !== undefined && isProbed(this.endpoint) && (this.endpoint.restsUntil ?? now) > now;
    return (dueAt <= now || this.isBack) && !isResting && this.tools.mayGoOn();
  }

  private async send(to: Endpoint, waiting: WaitingDelivery): Promise<EpochMs | undefined> {
    const sent = await sendDelivery(this.ports, this.tools, { to, waiting });
    if (!sent.ok) {
      this.failure = sent.error;
      return waiting.dueAt;
    }
    this.isBack ||= isProbed(to) && sent.value.endpoint?.failures === 0;
    this.endpoint = sent.value.endpoint;
    return sent.value.dueAt;
  }

  private async drop(waiting: WaitingDelivery): Promise<void> {
    const done = await dropDelivery(this.ports, waiting);
    if (!done.ok) this.failure = done.error;
  }
}
