/** A small client of the HTTP API: one call, one answer, nothing retried behind the caller's back. */
import * as z from 'zod';

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; undefined where there was no body. */
  readonly body: unknown;
}

export interface CallOptions {
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds until the call is given up; the longest held answer takes 25 s. */
  readonly timeoutMs?: number;
  /** Gives the call up before: somebody who waits may change their mind. */
  readonly signal?: AbortSignal | undefined;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Client {
  readonly url: string;
  call(method: Method, path: string, options?: CallOptions): Promise<Answered>;
  /** The parsed body of a successful call; throws with the problem's type otherwise. */
  expect<T>(schema: z.ZodType<T>, method: Method, path: string, options?: CallOptions): Promise<T>;
}

const callTimeoutMs = 35_000;

const problem = z.looseObject({ type: z.string(), detail: z.string(), errors: z.unknown().optional() });

/** An answer that was not what the caller needs; says which problem, never what was sent. */
export class UnexpectedAnswer extends Error {
  readonly answered: Answered;
  constructor(method: Method, path: string, answered: Answered) {
    const told = problem.safeParse(answered.body);
    super(
      `${method} ${path}: ${answered.status} ${told.success ? `${told.data.type} ${told.data.detail} ${JSON.stringify(told.data.errors ?? [])}` : ''}`,
    );
    this.answered = answered;
  }
}

/** A client of the service at `url`. Any number of calls at once. Network failures throw. */
export function earshotClient(url: string): Client {
  const call: Client['call'] = async (method, path, { token, body, headers, timeoutMs = callTimeoutMs, signal } = {}) => {
    const response = await fetch(new URL(path, url), {
      method,
      signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal === undefined ? [] : [signal])]),
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : parsed(text) };
  };
  return {
    url,
    call,
    expect: async (schema, method, path, options) => {
      const answered = await call(method, path, options);
      const read = schema.safeParse(answered.body);
      if (answered.status >= 300 || !read.success) throw new UnexpectedAnswer(method, path, answered);
      return read.data;
    },
  };
}

function parsed(text: string): unknown {
  try {
    const json: unknown = JSON.parse(text);
    return json;
  } catch {
    return text;
  }
}

const tokenAnswer = z.object({ access_token: z.string(), expires_in: z.number() });

/** An access token of the local issuer for `sub`; with the operator's scope where asked. */
export async function localToken(issuer: string, sub: string, scope?: string): Promise<string> {
  const form = new URLSearchParams({ grant_type: 'client_credentials', sub, ...(scope === undefined ? {} : { scope }) });
  const response = await fetch(`${issuer}/token`, { method: 'POST', body: form });
  return tokenAnswer.parse(await response.json()).access_token;
}
