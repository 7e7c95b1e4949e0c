/**
 * How a request of the client reaches the service: over the network, or inside one process. A transport does not know the contract,
 * retries nothing, and may serve any number of requests at once.
 */

export interface HttpRequest {
  readonly method: string;
  /** With its query, as it is sent: `/v1/spaces/spc_1/volunteers?limit=10`. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Absent: the request has no body. */
  readonly body?: string | undefined;
  /** The caller gives up when it is aborted. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds after which the caller gives up. */
  readonly timeoutMs?: number | undefined;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Headers;
  /** The body; empty if there is none. */
  readonly text: string;
}

/** Rejects if no response came: the service cannot be reached, the signal was aborted, or the time is over. */
export type Transport = (request: HttpRequest) => Promise<HttpResponse>;
