/** The transport over the network, by `fetch`. */
import type { HttpRequest, HttpResponse } from './transport.ts';

/** Milliseconds until a request without its own time-out is given up. The longest held answer takes 25 s. */
const requestTimeoutMs = 35_000;

/** A request whose body may also be bytes that are no text, as only a test of the service sends them. */
export interface FetchRequest extends Omit<HttpRequest, 'body'> {
  readonly body?: string | Uint8Array<ArrayBuffer> | undefined;
}

/** Sends requests to the service at `url`. It is a `Transport`. */
export function fetchTransport(url: string): (request: FetchRequest) => Promise<HttpResponse> {
  return async ({ method, path, headers, body, signal, timeoutMs = requestTimeoutMs }) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    const response = await fetch(new URL(path, url), {
      method,
      headers,
      signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
      ...(body === undefined ? {} : { body }),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
}
