import type { IncomingMessage } from 'node:http';

/** The whole body of a request. Undefined when it is longer than `bytesMax`; the rest is then read and dropped. */
export async function readBody(request: IncomingMessage, bytesMax: number): Promise<Buffer | undefined> {
  // Most requests have no body, and reading would cost more than the rest of the request.
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  if (encoding === undefined && (length === undefined || length === '0')) return Buffer.alloc(0);
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request) {
    const chunk = Buffer.from(part);
    bytes += chunk.length;
    if (bytes <= bytesMax) parts.push(chunk);
  }
  return bytes > bytesMax ? undefined : Buffer.concat(parts);
}
