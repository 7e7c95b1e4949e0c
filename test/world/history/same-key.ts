/**
 * Invariant 10. Calls with the same Idempotency-Key and payload create one request together, and all get that request. Another payload with
 * the same key is refused. Every request in the ledger was asked for by a call.
 */
import * as z from 'zod';
import { finding, type Finding } from './finding.ts';
import { slugOf, type Operation } from './operation.ts';
import { askedIn } from './reads.ts';

/** `created`: the ids of the created requests, one for each time that a new request was stored. */
export function sameKey(history: readonly Operation[], created: readonly string[]): readonly Finding[] {
  const asks = history.filter(({ route, key }) => (route === 'ask' || route === 'match') && key !== undefined);
  const keys = [...Map.groupBy(asks, ({ key }) => key ?? '')].map(([key, own]) => ({ key, own }));
  return [
    finding(10, 'keys, each with one request', keys, ({ key, own }) => {
      const told = own.filter((one) => one.outcome === 'ok' && !isNotSafe(one));
      const requests = new Set(told.map((one) => JSON.stringify(askedIn(one))));
      return requests.size > 1 ? `key ${key} led to ${[...requests].join(' and ')}` : undefined;
    }),
    finding(10, 'other payloads under a used key', keys.flatMap(otherPayloads), ({ who, status, outcome, body }) =>
      outcome === 'unknown' || ['idempotency-mismatch', 'gone'].includes(slugOf(body) ?? '')
        ? undefined
        : `${who} sent another payload with the same key and was told ${status} ${slugOf(body) ?? ''}`,
    ),
    {
      invariant: 10,
      what: 'created requests, each asked for once',
      checked: created.length,
      violations: unaskedFor(created, keys),
    },
  ];
}

interface Key {
  readonly key: string;
  readonly own: readonly Operation[];
}

/** Calls that began after the key had been acknowledged for another payload. */
function otherPayloads({ own }: Key): readonly Operation[] {
  const first = own.filter(({ outcome }) => outcome === 'ok').toSorted((a, b) => a.completedAt - b.completedAt)[0];
  if (first === undefined) return [];
  const isOther = (one: Operation) => payloadOf(one) !== payloadOf(first) && !isNotSafe(one);
  return own.filter((one) => one.n > first.n && one.invokedAt >= first.completedAt && isOther(one));
}

/**
 * A seeker who is not safe is not refused because of a key: the case is raised on the request of that key. They may also be answered with a request
 * that is open under another key, and get one of their own when they repeat the call after it has ended.
 */
function isNotSafe({ sent }: Operation): boolean {
  return z.looseObject({ notSafeNow: z.boolean().default(false) }).parse(sent).notSafeNow;
}

/** The payload without the waiting time, which is no part of the request. */
function payloadOf({ sent }: Operation): string {
  const { waitSeconds: _wait, ...payload } = z.looseObject({ waitSeconds: z.unknown().optional() }).parse(sent);
  return JSON.stringify(payload);
}

/** Created requests without a call. A request that no answer named may belong to a key with unknown outcome, one request per key. */
function unaskedFor(created: readonly string[], keys: readonly Key[]): readonly string[] {
  const named = new Set(keys.flatMap(({ own }) => own.flatMap((one) => askedIn(one)?.id ?? [])));
  const unknown = keys.filter(
    ({ own }) => own.every(({ outcome }) => outcome !== 'ok') && own.some(({ outcome }) => outcome === 'unknown'),
  );
  const twice = created.filter((id, at) => created.indexOf(id) !== at).map((id) => `${id} was created twice`);
  const unnamed = created.filter((id) => !named.has(id));
  return [...twice, ...(unnamed.length > unknown.length ? unnamed.map((id) => `no answer named ${id}`) : [])];
}
