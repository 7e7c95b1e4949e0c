/** One attempt to send one delivery, and what follows from it. */
import type { Problem } from '../../contract/problems.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { toIso, type EpochMs } from '../../domain/time.ts';
import { outsideSecondsMax } from '../../domain/outside/limits.ts';
import type { OutsideAnswer } from '../../domain/outside/answer.ts';
import { isGone, isTaken } from '../../domain/webhooks/attempt.ts';
import { attempted, dropped, type Delivery, type Tried } from '../../domain/webhooks/delivery.ts';
import { afterFailure, afterSuccess, disabled, type Endpoint, type FailureNotice } from '../../domain/webhooks/endpoint.ts';
import type { Ports } from '../../ports.ts';
import { homeKeys } from '../store/keys.ts';
import { saved } from '../store/saved.ts';
import { load, transact, unavailable } from '../store/transact.ts';
import { deliveryRecord, endpointRecord, waitingDeliveryRecord, type WaitingDelivery } from '../store/webhook-records.ts';
import type { DeliveryTools } from './delivery-tools.ts';
import { signingSecrets, verificationCode } from './endpoint-secrets.ts';
import { tellNeighbours } from './tell-neighbours.ts';

export interface Sent {
  /** The endpoint after the attempt. Undefined: it was deleted meanwhile. */
  readonly endpoint: Endpoint | undefined;
  /** When the delivery is due again. Undefined: it is done. */
  readonly dueAt: EpochMs | undefined;
}

/**
 * Signs and sends a delivery now, and notes what came of it. An attempt whose outcome could not be noted is made again, under the same id. 503 if
 * the store or the sender does not answer.
 */
export async function sendDelivery(
  ports: Ports,
  { outside, clock, random }: Pick<DeliveryTools, 'outside' | 'clock' | 'random'>,
  { to, waiting }: { readonly to: Endpoint; readonly waiting: WaitingDelivery },
): Promise<Result<Sent, Problem>> {
  const found = await load(ports, homeKeys.delivery(waiting.endpoint, waiting.delivery), deliveryRecord);
  if (!found.ok) return found.error.code === 'unreadable' ? forgotten(ports, to, waiting) : found;
  const before = found.value;
  if (before?.state !== 'pending' || before.keptUntil <= clock()) return forgotten(ports, to, waiting);
  // Before its owner has shown that the address is theirs, it gets the code and nothing else.
  if (to.state === 'unverified' && before.type !== 'endpoint.verification') return dropDelivery(ports, waiting, to);
  const began = clock();
  const posted = await outside.post({ url: to.url, ...messageOf(ports, to, before, began), deadlineSeconds: outsideSecondsMax });
  if (!posted.ok) return err(unavailable);
  const tried = triedOf(posted.value);
  const after = attempted(before, tried, random(), clock());
  const noted = await ports.store.commit([deliveryRecord.put(ports.ids, after, before)]);
  // Lost: another run, or a replay, changed it. It is looked at again.
  if (!noted.ok) return noted.error.code === 'lost' ? ok({ endpoint: to, dueAt: clock() }) : err(unavailable);
  const rest = await settle(ports, waiting, after);
  if (!rest.ok) return rest;
  const endpoint = await noteAnswer(ports, to, tried, clock());
  return endpoint.ok ? ok({ endpoint: endpoint.value, dueAt: after.dueAt }) : endpoint;
}

/** The message of one attempt: its headers and its body. */
function messageOf(ports: Ports, to: Endpoint, { id, type, createdAt, data }: Delivery, now: EpochMs) {
  const code = type === 'endpoint.verification' ? { code: verificationCode(ports.crypto, to) } : {};
  const body = JSON.stringify({ type, timestamp: toIso(createdAt), data: { ...data, ...code } });
  const message = { id, timestampSeconds: Math.floor(now / 1000), body };
  const signed = ports.webhookSigner.sign(message, signingSecrets(ports, to, now));
  return { body, headers: { ...signed, 'content-type': 'application/json', 'user-agent': 'Earshot-Webhooks/1' } };
}

function triedOf(answer: OutsideAnswer): Tried {
  switch (answer.kind) {
    case 'answered':
      return { outcome: answer.status, retryAfterSeconds: answer.retryAfterSeconds };
    case 'refused-address':
      return { outcome: answer.kind };
    case 'unreachable':
      return { outcome: answer.why };
  }
}

/** The delivery is no longer pending, or is due later. */
async function settle(ports: Ports, waiting: WaitingDelivery, { state, dueAt }: Delivery): Promise<Result<void, Problem>> {
  const after = { ...waiting, dueAt: dueAt ?? waiting.dueAt };
  const write =
    state === 'pending' ? waitingDeliveryRecord.put(ports.ids, after, waiting) : waitingDeliveryRecord.remove(waiting);
  const done = await ports.store.commit([write]);
  // Lost: a replay has written it anew, and the delivery decides.
  return done.ok || done.error.code === 'lost' ? ok() : err(unavailable);
}

/** The delivery is not pending any more, so nothing of it waits. */
async function forgotten(ports: Ports, to: Endpoint, waiting: WaitingDelivery): Promise<Result<Sent, Problem>> {
  const done = await ports.store.commit([waitingDeliveryRecord.remove(waiting)]);
  return done.ok || done.error.code === 'lost' ? ok({ endpoint: to, dueAt: undefined }) : err(unavailable);
}

/** The delivery is not sent: its endpoint is disabled, deleted or not verified. It can be sent again later. */
export async function dropDelivery(ports: Ports, waiting: WaitingDelivery, to?: Endpoint): Promise<Result<Sent, Problem>> {
  const found = await load(ports, homeKeys.delivery(waiting.endpoint, waiting.delivery), deliveryRecord);
  if (!found.ok && found.error.code !== 'unreadable') return found;
  const before = found.ok ? found.value : undefined;
  const writes = before?.state === 'pending' ? [deliveryRecord.put(ports.ids, dropped(before), before)] : [];
  const done = await ports.store.commit([...writes, waitingDeliveryRecord.remove(waiting)]);
  return done.ok || done.error.code === 'lost' ? ok({ endpoint: to, dueAt: undefined }) : err(unavailable);
}

/** Counts the answer for the endpoint, and tells its owner's other endpoints if it fails for long or is disabled. */
async function noteAnswer(
  ports: Ports,
  to: Endpoint,
  { outcome }: Tried,
  now: EpochMs,
): Promise<Result<Endpoint | undefined, Problem>> {
  if (isTaken(outcome) && afterSuccess(to) === to) return ok(to);
  let notice: FailureNotice;
  const noted = await transact<Endpoint | undefined>(ports, async () => {
    const found = await load(ports, homeKeys.endpoint(to.owner, to.id), endpointRecord);
    if (!found.ok) return found;
    const before = found.value;
    // It was deleted, disabled or moved meanwhile: the answer says nothing about it any more.
    if (before?.url !== to.url || before.state === 'disabled') return ok({ writes: [], value: before });
    const next = afterAnswer(before, outcome, now);
    notice = next.notice;
    if (next.endpoint === before) return ok({ writes: [], value: before });
    const { write, entity } = saved(ports.ids, endpointRecord, { after: next.endpoint, before });
    return ok({ writes: [write], value: entity });
  });
  if (!noted.ok || noted.value === undefined || notice === undefined) return noted;
  await tellNeighbours(ports, noted.value, notice, now);
  return noted;
}

function afterAnswer(before: Endpoint, outcome: Tried['outcome'], now: EpochMs): { endpoint: Endpoint; notice: FailureNotice } {
  if (isTaken(outcome)) return { endpoint: afterSuccess(before), notice: undefined };
  if (isGone(outcome)) return { endpoint: disabled(before, 'gone', now), notice: 'disabled' };
  return afterFailure(before, now);
}
