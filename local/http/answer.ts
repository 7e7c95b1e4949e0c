import * as z from 'zod';

/** An HTTP answer, ready to be sent. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer | string;
}

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const structured = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), scalar).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** An answer of the gateway itself. */
export function gatewayAnswer(status: number, message: string): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ message }) };
}

export const internalServerError = gatewayAnswer(500, 'Internal Server Error');

/**
 * Converts a handler's answer, payload format 2.0, to an HTTP answer: an object with `statusCode` says what to send, any other
 * value is the JSON body of a 200. An answer that is neither is an error of the function: 500.
 */
export function toAnswer(payload: string): Answer {
  const value: unknown = JSON.parse(payload);
  const isObject = typeof value === 'object' && value !== null;
  if (!isObject || !('statusCode' in value)) {
    return { status: 200, headers: { 'content-type': 'application/json' }, body: typeof value === 'string' ? value : payload };
  }
  const parsed = structured.safeParse(value);
  if (!parsed.success) return internalServerError;
  const { statusCode: status, headers, cookies, body, isBase64Encoded } = parsed.data;
  const named = Object.entries(headers ?? {}).map(([name, text]): [string, string] => [name.toLowerCase(), text]);
  return {
    status,
    headers: {
      // The gateway's default, unless the function sets a content type.
      'content-type': 'text/plain;charset=UTF-8',
      ...Object.fromEntries(named),
      ...(cookies === null || cookies === undefined || cookies.length === 0 ? {} : { 'set-cookie': cookies }),
    },
    body: Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8'),
  };
}
