/** Creates something once, however often the same call arrives, and from however many callers at the same time. */
import type { Problem } from '../../contract/problems.ts';
import type { SpaceId } from '../../domain/ids.ts';
import { idempotencySeconds } from '../../domain/limits.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { plusSeconds, type EpochMs } from '../../domain/time.ts';
import type { JsonObject, Ports, Write } from '../../ports.ts';
import type { RouteId } from '../../contract/contract.ts';
import type { Caller } from '../access/callers.ts';
import { transact, load, type Transaction } from '../store/transact.ts';
import { payloadDigest } from '../store/digests.ts';
import { idempotencyRecord } from '../store/home-records.ts';
import { homeKeys } from '../store/keys.ts';

export interface IdempotentCall {
  readonly caller: Caller;
  readonly route: RouteId;
  readonly space?: SpaceId;
  /** The Idempotency-Key. A call without one gets a random key, so that an unknown outcome of the store creates one, not two. */
  readonly key: string | undefined;
  readonly payload: JsonObject;
  readonly now: EpochMs;
}

export interface Creation<T> {
  /** What to write, and the id by which it is found again. Runs once per attempt, on the state that is stored at that time. */
  make(): Promise<Result<{ readonly writes: readonly Write[]; readonly about: string; readonly value: T }, Problem>>;
  /** What a replay gets: the current state of what the first call created. */
  again(about: string): Promise<Result<T, Problem>>;
}

/**
 * Creates it, or finds what the same call created within the last day. The record of the key is part of the transaction. So of
 * many simultaneous calls one creates it and the others find it. 422 idempotency-mismatch for another payload (invariant 10).
 * Keys are scoped to caller, route and space.
 */
export async function idempotently<T>(ports: Ports, call: IdempotentCall, creation: Creation<T>): Promise<Result<T, Problem>> {
  const { ids, crypto } = ports;
  const digest = crypto.mac('idempotency', ...scopeOf(call.caller), call.route, call.space ?? '', call.key ?? ids.secret());
  const payload = payloadDigest(crypto, call.payload);
  const until = plusSeconds(call.now, idempotencySeconds);
  return transact(ports, async (): Promise<Result<Transaction<T>, Problem>> => {
    const found = await load(ports, homeKeys.idempotency(digest), idempotencyRecord);
    if (!found.ok) return found;
    const known = found.value;
    if (known !== undefined && known.until > call.now) {
      if (known.payload !== payload) return err({ code: 'idempotency-mismatch' });
      const current = await creation.again(known.about);
      return current.ok ? ok({ writes: [], value: current.value }) : current;
    }
    const made = await creation.make();
    if (!made.ok) return made;
    const { writes, about, value } = made.value;
    return ok({ writes: [...writes, idempotencyRecord.put(ids, { rev: '', digest, payload, about, until }, known)], value });
  });
}

function scopeOf(caller: Caller): readonly [kind: string, who: string] {
  switch (caller.kind) {
    case 'person':
      return [caller.kind, caller.subject];
    case 'partner':
      return [caller.kind, caller.partner];
    case 'seeker':
      return [caller.kind, caller.request];
    case 'nobody':
      return [caller.kind, ''];
  }
}
