/** What the use cases need from outside. Adapters implement these interfaces. Nothing here names a vendor. */
import type { LogEvent } from './log-events.ts';
import type { LiveIndexName } from './names.ts';
import type { EndpointId, EscalationId, ReportId, SpaceId } from './domain/ids.ts';
import type { OutsideAnswer } from './domain/outside/answer.ts';
import type { EndpointUrlFlaw } from './domain/outside/endpoint-url.ts';
import type { EpochMs } from './domain/time.ts';
import type { Result } from './domain/result.ts';

export type TableName = 'live' | 'home' | 'links';

export interface Key {
  readonly table: TableName;
  readonly pk: string;
  readonly sk: string;
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = { readonly [name: string]: Json };

/**
 * One stored document. `rev` is a new id at every write, never a counter: a writer who reads it back after an unknown outcome
 * knows whether the write was theirs. `indexes` places the item in the sparse indexes of `live`.
 */
export interface Item {
  readonly key: Key;
  readonly rev: string;
  readonly body: JsonObject;
  readonly indexes?: Partial<Record<LiveIndexName, { readonly pk: string; readonly sk: string }>>;
  /**
   * When DynamoDB may delete the item by itself, late and for tidiness. Reads that must not return it filter by their own time.
   */
  readonly timeToLive?: EpochMs;
}

/** What a write expects to find: nothing, the very revision that was read, or anything. */
export type Expected = { readonly kind: 'absent' } | { readonly kind: 'rev'; readonly rev: string } | { readonly kind: 'any' };

export type Write =
  | { readonly kind: 'put'; readonly item: Item; readonly expected: Expected }
  | { readonly kind: 'delete'; readonly key: Key; readonly expected: Expected }
  | { readonly kind: 'check'; readonly key: Key; readonly expected: Expected };

/** The store could not be used: it throttled beyond the retries, or could not be reached. Nothing was changed. */
export interface Unavailable {
  readonly code: 'unavailable';
}

export type CommitError =
  /** Conditions failed, and nothing was written. `failed` are the positions in the list of writes. */
  | { readonly code: 'lost'; readonly failed: readonly number[] }
  /** Another transaction was in progress on one of the items. Nothing was written. Read again and decide again. */
  | { readonly code: 'conflict' }
  /** The request was sent, and no answer came: it took effect or it did not. Read again and decide again. */
  | { readonly code: 'unknown' }
  | Unavailable;

export interface Query {
  readonly table: TableName;
  /** Absent: the table itself. */
  readonly index?: LiveIndexName;
  readonly pk: string;
  /** Sort keys that start with this … */
  readonly prefix?: string;
  /** … or that lie in this closed range. At most one of the two. */
  readonly between?: readonly [from: string, to: string];
  readonly descending?: boolean;
  /** The most items, 1 to 1,000. */
  readonly limit: number;
  /** The `next` of the page before. */
  readonly after?: string;
}

export interface Page {
  readonly items: readonly Item[];
  /** Present if there may be more: an opaque cursor. */
  readonly next?: string;
}

/**
 * Documents under two-part keys, with conditional transactions. Safe to call concurrently. `get` and table queries see every
 * acknowledged write. Index queries may lag. A commit of one write is a plain conditional write. A commit of 2 to 100 writes is
 * all-or-nothing. No key twice in one commit.
 */
export interface Store {
  get(key: Key): Promise<Result<Item | undefined, Unavailable>>;
  /** In the order of the keys, `undefined` for an absent item. 1 to 100 keys. Reads see every acknowledged write. */
  getMany(keys: readonly Key[]): Promise<Result<readonly (Item | undefined)[], Unavailable>>;
  query(query: Query): Promise<Result<Page, Unavailable>>;
  /** How many items the query would find. Counts at most `limit`. */
  count(query: Query): Promise<Result<number, Unavailable>>;
  /**
   * Once `deadline` is aborted nothing more is sent: `unavailable` if nothing was sent before, `unknown` if a request was under way.
   */
  commit(writes: readonly Write[], deadline?: AbortSignal): Promise<Result<void, CommitError>>;
}

/**
 * Wakes the matcher of a room. It is only a hint: a lost, doubled or late wake changes when things happen, never what happens.
 */
export interface WakeQueue {
  /** Now. One message group per room. */
  wake(room: string): Promise<Result<void, Unavailable>>;
  /** After `delaySeconds`, 0 to 900. */
  wakeLater(room: string, delaySeconds: number): Promise<Result<void, Unavailable>>;
}

/** Wakes the worker that sends the deliveries of an endpoint. It is only a hint: a sweep finds what is due each minute. */
export interface DeliveryQueue {
  /** Now. One message group per endpoint. */
  wake(endpoint: EndpointId): Promise<Result<void, Unavailable>>;
}

/** Counters under keys, for limits that need no precision: a lost or doubled count changes nothing important. */
export interface RateCounters {
  /** Counts one more under the key and returns the count so far. A counter is deleted some time after `until`. */
  hit(key: Key, until: EpochMs): Promise<Result<number, Unavailable>>;
}

/** What people outside of the service are told of a case. It holds ids and words of this service, nothing that a person wrote. */
export interface CaseNotice {
  readonly space: SpaceId;
  readonly about: EscalationId | ReportId;
  readonly kind: 'escalation' | 'report';
  /** Who should get it. */
  readonly audience: 'coordinators' | 'operators';
  /** How often it was sent before. */
  readonly repeated: number;
  readonly subject: string;
  readonly text: string;
}

/** Sends notices to those who subscribed to them. A notice may arrive twice. */
export interface CaseTopic {
  publish(notice: CaseNotice): Promise<Result<void, Unavailable>>;
}

/** A message to sign. All three are part of what is signed. */
export interface WebhookMessage {
  /** The same for every attempt of one delivery, so that the receiver knows a repetition. No full stop in it. */
  readonly id: string;
  /** Epoch seconds of this attempt: a receiver refuses a time that is minutes from its own. */
  readonly timestampSeconds: number;
  /** Exactly what is sent. */
  readonly body: string;
}

/** The three headers of Standard Webhooks 1.0. */
export interface WebhookHeaders {
  readonly 'webhook-id': string;
  readonly 'webhook-timestamp': string;
  readonly 'webhook-signature': string;
}

/**
 * Signs messages as Standard Webhooks 1.0 says. A secret is `whsec_…` (HMAC-SHA-256, signature `v1`) or `whsk_…` (Ed25519, signature
 * `v1a`, checked with the public `whpk_…`). Pure: the same input gives the same output. Throws if a secret was not made here.
 */
export interface WebhookSigner {
  /** One signature for each secret, in their order: while one secret replaces another, a receiver who knows either is served. */
  sign(message: WebhookMessage, secrets: readonly string[]): WebhookHeaders;
  /** The symmetric secret `whsec_…` from 256 random bits in base64url, as `Ids.secret` and `Crypto.mac` give them. */
  secretFrom(random: string): string;
  /** The key pair `whsk_…` and `whpk_…` from 256 random bits in base64url. */
  keyPairFrom(random: string): WebhookKeyPair;
}

export interface WebhookKeyPair {
  /** `whsk_…`: signs, and never leaves the service. */
  readonly signingKey: string;
  /** `whpk_…`: for the receiver. */
  readonly publicKey: string;
}

export interface OutsidePost {
  /** Judged anew for every attempt (`shared/domain/outside/endpoint-url.ts`), and so is every address of its name. */
  readonly url: string;
  /** Names in small letters. `content-length` and `host` are added. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Seconds for the whole attempt, from the name to the status line: more than 0, at most `outsideSecondsMax`. */
  readonly deadlineSeconds: number;
}

/**
 * Sends a message to an address that a person outside of the service chose. The status line decides, and no byte of a body is read. Safe
 * to call concurrently: an address that does not answer delays no other. `unavailable`: the message was probably not sent, and the reason
 * lies in this service and not with the receiver.
 */
export interface Outside {
  post(message: OutsidePost): Promise<Result<OutsideAnswer, Unavailable>>;
}

/**
 * Sends frames to sockets that are open. It is best effort: a frame that is not told is made up for by the socket's next beat. Safe to call
 * concurrently.
 */
export interface Sockets {
  /**
   * Sends one frame to a connection, within a deadline of its own. `gone`: there is no such connection, or none yet; a socket whose opening is
   * not over answers the same. `failed`: it is not known whether the frame arrived.
   */
  tell(connection: string, frame: string): Promise<'told' | 'gone' | 'failed'>;
}

/** New random identifiers. */
export interface Ids {
  /** `prefix` and 128 random bits, base64url: `req_…`. */
  fresh(prefix: string): string;
  /** 256 random bits, base64url. */
  secret(): string;
}

/**
 * Keyed one-way functions, and sealing, under the secret of the deployment. All except `seal` are pure: the same input gives the
 * same output.
 */
export interface Crypto {
  /** HMAC-SHA-256 over a purpose and parts (each length-prefixed), base64url, 256 bits. */
  mac(purpose: string, ...parts: readonly string[]): string;
  /** Whether two strings are equal, in a time that does not depend on where they differ. */
  equal(a: string, b: string): boolean;
  /**
   * AES-256-GCM with a random nonce. `context` is bound as additional data, so a text that is moved to another context does not
   * open.
   */
  seal(text: string, context: string): string;
  /** The text, or undefined if it was sealed for another context or with another key, or was changed. */
  open(sealed: string, context: string): string | undefined;
}

/** Waits between attempts. */
export interface Backoff {
  /** Resolves after a jittered, growing pause for the given attempt (1, 2, …), bounded by limits.ts. */
  pause(attempt: number): Promise<void>;
}

export interface Ports {
  /** False when the time of the call is nearly over. Work that can be left to a later call stops then. */
  readonly mayGoOn: () => boolean;
  /** True: what a person does in one space counts in no other. A deployment chooses it; absent: one person is one person. */
  readonly spacesApart?: boolean;
  readonly store: Store;
  readonly wakeQueue: WakeQueue;
  readonly deliveryQueue: DeliveryQueue;
  readonly rateCounters: RateCounters;
  readonly ids: Ids;
  readonly crypto: Crypto;
  readonly webhookSigner: WebhookSigner;
  /** Judges the URL of an endpoint: the URL in the form that is kept, or what is wrong with it. */
  readonly endpointUrl: (text: string) => Result<URL, EndpointUrlFlaw>;
  readonly backoff: Backoff;
  readonly log: Log;
}

/** Takes the events of the registry, shared/log-events.ts, and nothing else. */
export interface Log {
  write(event: LogEvent): void;
}
