/**
 * Every line that the service logs: its code and the fields that it may have. A code or a field that is not here does not compile. Fields
 * are ids, numbers and words that this service chose. No field may contain a person's text.
 */
import type { ShedRank } from './contract/route.ts';
import type { EndpointId, RequestId, SpaceId, VolunteerId } from './domain/ids.ts';

interface Matched {
  readonly offers: number;
  readonly applied: number;
  /** Plans whose commit lost a race: normal, counted. */
  readonly lost: number;
  readonly waiting: number;
  readonly seats: number;
  readonly talking: number;
  /** Number of volunteers who are off and were called out. */
  readonly calledOut: number;
  /** Items of the room that cannot be read and were set aside. */
  readonly unreadable: number;
  /** Whether everything in the room was read. */
  readonly whole: boolean;
}

export interface LogFields {
  /** A room was matched. */
  readonly 'room-matched': Matched & { readonly space: SpaceId };
  /** The planner proposed an offer; `outcome` is the result of its commit, `reasons` are reason codes with spaces between them. */
  readonly 'offer-planned': {
    readonly space: SpaceId;
    readonly request: RequestId;
    readonly volunteer: VolunteerId;
    readonly outcome: string;
    readonly reasons: string;
    /** Waiting requests that it passes. */
    readonly passes: number;
  };
  /** Volunteers who are off were called out. */
  readonly 'called-out': {
    readonly space: SpaceId;
    readonly request: RequestId;
    readonly volunteers: number;
    readonly outcome: string;
  };
  /** A commit failed for the given reason and is decided again. */
  readonly 'race-lost': { readonly outcome: string; readonly tried: number };
  /**
   * A stored item cannot be read and is set aside: its key, and the fields with the codes of what is wrong. Keys hold ids and keyed
   * digests only.
   */
  readonly 'item-unreadable': {
    readonly table: 'live' | 'home' | 'links';
    readonly pk: string;
    readonly sk: string;
    readonly faults: string;
  };
  /** The reconciler could not match a room. */
  readonly 'room-failed': { readonly room: string };
  /** The reconciler could not erase a request whose time is over. `pk` is its key. */
  readonly 'sweep-failed': { readonly pk: string };
  /** A wake could not be sent. */
  readonly 'wake-failed': { readonly space: SpaceId };
  /** The store stopped the matching of a room. A timer matches it again soon, unless `isTimed` is false. */
  readonly 'match-postponed': { readonly space: SpaceId; readonly isTimed: boolean };
  /** A wake message is given back to its queue. */
  readonly 'wake-not-done': { readonly messageId: string };
  /** The demand of a space could not be read. The planner plans without it. */
  readonly 'demand-unread': { readonly space: SpaceId };
  /** One run of the reconciler. */
  readonly reconciled: {
    readonly rooms: number;
    readonly failed: number;
    readonly offers: number;
    readonly applied: number;
    /** Requests ended that an edit had stranded. */
    readonly stranded: number;
    readonly swept: number;
    /** Requests whose time is over and that could not be erased. */
    readonly unswept: number;
    readonly complete: boolean;
  };
  /**
   * Escalations that no coordinator acknowledged in time, and alerts of cases that cannot be read. An alarm looks for this line in every
   * minute.
   */
  readonly 'cases-late': { readonly cases: number; readonly unread: number; readonly oldestSeconds: number };
  /** A push to a socket was refused, and not because its socket is gone: a bug, for example a frame that is too large. */
  readonly 'push-refused': { readonly error: string };
  /** A consumer of the notifier failed, and its changes are delivered again. */
  readonly 'consumer-failed': { readonly consumer: string; readonly error: string };
  /** Sockets to which a frame could not be sent, although they may be open. Their next beat tells them. */
  readonly 'frames-not-told': { readonly failed: number };
  /** A record of the stream is no item of this service. Nothing can be told of it. */
  readonly 'change-unreadable': Record<string, never>;
  /** A webhook endpoint has only failed for a day, or was disabled. An operator writes to its owner. */
  readonly 'endpoint-failing': { readonly endpoint: EndpointId };
  readonly 'endpoint-disabled': { readonly endpoint: EndpointId };
  /** Endpoints whose next attempt has been due for long, and the oldest. */
  readonly 'deliveries-late': { readonly endpoints: number; readonly oldestSeconds: number };
  /** The worker could not send for an endpoint now. The sweep comes back to it. */
  readonly 'delivery-postponed': { readonly endpoint: EndpointId };
  /** A volunteer who has left could not be forgotten now. The next run tries again. */
  readonly 'leaver-kept': { readonly space: SpaceId; readonly volunteer: VolunteerId };
  /** A run of the reconciler ended before it reached every room: the number of rooms that it reached. */
  readonly 'reconcile-incomplete': { readonly rooms: number };
  /** Calls shed since the last such line, by rank, and the load. */
  readonly shed: { readonly ms: number; readonly calls: number; readonly callers: number } & {
    readonly [Rank in ShedRank]?: number;
  };
  /** The time of the function was over before there was an answer. */
  readonly 'out-of-time': { readonly route: string };
  /** The deployment's secret could not be read. */
  readonly 'secret-unavailable': { readonly route: string };
  /** A bug: an unexpected error, with its place and without its message. */
  readonly bug: { readonly route: string; readonly error: string; readonly stack: string };
}

export type LogCode = keyof LogFields;

export type LogEvent = {
  readonly [Code in LogCode]: { readonly code: Code; readonly fields: LogFields[Code] };
}[LogCode];

/** Events that are logged as errors. */
const errors: ReadonlySet<LogCode> = new Set(['bug', 'item-unreadable', 'push-refused', 'consumer-failed', 'change-unreadable']);

/** Whether an event is an error: it must never happen. */
export function isError({ code }: LogEvent): boolean {
  return errors.has(code);
}
