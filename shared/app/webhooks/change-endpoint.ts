/** Changes of an endpoint by its owner: edits, the proof that it is theirs, a new secret, its end. */
import type * as z from 'zod';
import type { Problem } from '../../contract/problems.ts';
import type { endpointEdit } from '../../contract/webhook-schemas.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { plusSeconds, secondsBetween, toIso, type EpochMs } from '../../domain/time.ts';
import {
  activated,
  disabled,
  enabledAgain,
  moved,
  rotated,
  validSecrets,
  type Endpoint,
} from '../../domain/webhooks/endpoint.ts';
import { secretOverlapSeconds } from '../../domain/webhooks/limits.ts';
import type { Ports } from '../../ports.ts';
import { idempotently } from '../resource/idempotently.ts';
import { unprocessable } from '../resource/unprocessable.ts';
import { saved } from '../store/saved.ts';
import { transact } from '../store/transact.ts';
import { endpointRecord } from '../store/webhook-records.ts';
import { endpointOr404, managed, seenEndpoint, type OfEndpoint } from './access.ts';
import { auditOf } from './audit-of.ts';
import { judged } from './create-endpoint.ts';
import { secretOf, verificationCode } from './endpoint-secrets.ts';
import { endpointViewOf, type EndpointView } from './endpoint-view.ts';
import { eventAbout } from './own-events.ts';
import { deliveryOf, pendingWrites } from './write-delivery.ts';

export interface EditEndpoint extends OfEndpoint {
  readonly body: z.infer<typeof endpointEdit>;
}

/**
 * Changes the fields that are given. An endpoint with another address gets a code there, and nothing else before it is verified. 401, 403, 404, 422
 * as for a new endpoint.
 */
export async function editEndpoint(ports: Ports, command: EditEndpoint, now: EpochMs): Promise<Result<EndpointView, Problem>> {
  const { owner, body } = command;
  const edited = await transact<Endpoint>(ports, async () => {
    const found = await managed(ports, command);
    if (!found.ok) return found;
    const { who, endpoint: before } = found.value;
    const { url = before.url, types = before.types, spaces = before.spaces } = body;
    const wanted = judged(ports, { owner, who }, { url, types, ...(spaces === undefined ? {} : { spaces }) });
    if (!wanted.ok) return wanted;
    // Who decides where it is told, or of what, counts as its maker.
    const maker = 'space' in owner && who.person !== undefined ? { createdBy: who.person } : {};
    const there = { ...moved(before, wanted.value.url), ...wanted.value, ...maker };
    const isDisabled = body.disabled ?? there.state === 'disabled';
    const after = isDisabled ? disabled(there, 'owner', now) : enabledAgain(there, now);
    const { write, entity } = saved(ports.ids, endpointRecord, { after, before });
    const mustProve = after.state === 'unverified' && (before.state !== 'unverified' || before.url !== after.url);
    const code = deliveryOf(ports, after, eventAbout(after, 'endpoint.verification', now), now);
    return ok({
      writes: [
        write,
        ...(mustProve ? pendingWrites(ports.ids, after, code) : []),
        ...auditOf(ports.ids, { who, endpoint: after, what: 'endpoint-edited' }, now),
      ],
      value: entity,
    });
  });
  if (!edited.ok) return edited;
  await ports.deliveryQueue.wake(edited.value.id);
  return ok(endpointViewOf(ports, edited.value));
}

/** Deletes the endpoint with what it was not told yet. The worker tidies up. 401, 403, 404. */
export async function deleteEndpoint(ports: Ports, command: OfEndpoint, now: EpochMs): Promise<Result<void, Problem>> {
  const deleted = await transact<void>(ports, async (tried) => {
    const found = await seenEndpoint(ports, command);
    // After an unknown outcome it may be this very call that deleted it.
    if (!found.ok) return tried > 1 && found.error.code === 'not-found' ? ok({ writes: [], value: undefined }) : found;
    const { who, endpoint } = found.value;
    const rows = auditOf(ports.ids, { who, endpoint, what: 'endpoint-deleted' }, now);
    return ok({ writes: [endpointRecord.remove(endpoint), ...rows], value: undefined });
  });
  if (deleted.ok) await ports.deliveryQueue.wake(command.endpoint);
  return deleted;
}

/** Activates the endpoint if the code is the one that was sent to its address. 401, 403, 404, 409 endpoint-disabled, 422 for another code. */
export async function verifyEndpoint(
  ports: Ports,
  command: OfEndpoint & { readonly code: string },
  now: EpochMs,
): Promise<Result<EndpointView, Problem>> {
  const verified = await transact<Endpoint>(ports, async () => {
    const found = await managed(ports, command);
    if (!found.ok) return found;
    const { endpoint: before } = found.value;
    if (!ports.crypto.equal(command.code, verificationCode(ports.crypto, before)))
      return err(unprocessable('/code', 'Send the code of the latest `endpoint.verification` that the endpoint received.'));
    if (before.state === 'disabled') return err({ code: 'endpoint-disabled' });
    if (before.state === 'active') return ok({ writes: [], value: before });
    const { write, entity } = saved(ports.ids, endpointRecord, { after: activated(before, now), before });
    return ok({ writes: [write], value: entity });
  });
  return verified.ok ? ok(endpointViewOf(ports, verified.value)) : verified;
}

export interface NewSecretView {
  readonly secret: string;
  readonly previousValidUntil: string;
}

/** A new secret. The one before stays valid for a day. 401, 403, 404, 422 idempotency-mismatch; 429 while too many secrets are valid. */
export async function rotateSecret(
  ports: Ports,
  command: OfEndpoint & { readonly key: string | undefined },
  now: EpochMs,
): Promise<Result<NewSecretView, Problem>> {
  const { caller, owner, endpoint: id } = command;
  const first = await managed(ports, command);
  if (!first.ok) return first;
  const made = await idempotently<NewSecretView>(
    ports,
    {
      caller,
      route: 'space' in owner ? 'rotateSpaceEndpointSecret' : 'rotatePartnerEndpointSecret',
      ...('space' in owner ? { space: owner.space } : {}),
      key: command.key,
      payload: { endpoint: id },
      now,
    },
    {
      make: async () => {
        const found = await managed(ports, command);
        if (!found.ok) return found;
        const { who, endpoint: before } = found.value;
        const after = rotated(before, now);
        if (after === undefined) return err({ code: 'too-many-requests', retryAfterSeconds: untilOneEnds(before, now) });
        const writes = [
          endpointRecord.put(ports.ids, after, before),
          ...auditOf(ports.ids, { who, endpoint: after, what: 'endpoint-secret-rotated' }, now),
        ];
        const n = after.secrets[0]?.n ?? 1;
        return ok({ writes, about: String(n), value: newSecret(ports, after, n) });
      },
      again: async (about) => {
        const found = await endpointOr404(ports, { owner, endpoint: id });
        return found.ok ? ok(newSecret(ports, found.value, Number(about))) : found;
      },
    },
  );
  return made;

  function newSecret(of: Ports, endpoint: Endpoint, n: number): NewSecretView {
    const until = endpoint.secrets.find((secret) => secret.n === n - 1)?.until ?? plusSeconds(now, secretOverlapSeconds);
    return { secret: secretOf(of, endpoint, n), previousValidUntil: toIso(until) };
  }
}

function untilOneEnds(of: Endpoint, now: EpochMs): number {
  const ends = validSecrets(of, now).flatMap(({ until }) => (until === undefined ? [] : [until]));
  return Math.max(1, Math.min(...ends.map((until) => secondsBetween(now, until))));
}
