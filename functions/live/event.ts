/** What API Gateway sends for a new connection and for a message. Only what is used is read: the types of Lambda lack the headers. */
import * as z from 'zod';

const texts = z.record(z.string(), z.string()).nullish();

export const socketEvent = z.union([
  z
    .object({
      requestContext: z.object({ routeKey: z.literal('$connect'), connectionId: z.string().min(1) }),
      headers: texts,
      queryStringParameters: texts,
    })
    .transform(({ requestContext: { connectionId: connection }, headers, queryStringParameters: query }) => ({
      kind: 'connect' as const,
      connection,
      ticket: query?.['ticket'],
      origin: headerIn(headers ?? {}, 'origin'),
    })),
  z
    .object({
      requestContext: z.object({ routeKey: z.literal('$default'), connectionId: z.string().min(1) }),
      body: z.string().nullish(),
    })
    .transform(({ requestContext: { connectionId: connection }, body }) => ({
      kind: 'message' as const,
      connection,
      text: body ?? '',
    })),
]);

/** API Gateway passes on the names of headers as the client wrote them. */
function headerIn(headers: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.entries(headers).find(([one]) => one.toLowerCase() === name)?.[1];
}
