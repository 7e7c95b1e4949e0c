/** The transport over the network, by `fetch`. */
import type { Transport } from './transport.ts';

/** Milliseconds until a request is given up where it names no time of its own; the longest held answer takes 25 s. */
const requestTimeoutMs = 35_000;

/** Sends requests to the service at `url`. */
export function fetchTransport(url: string): Transport {
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
