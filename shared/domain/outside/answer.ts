/** What became of one attempt to deliver a message to an address outside of the service. */
import * as z from 'zod';

/**
 * Why no answer came. `no-address`: the name has none, or its name servers do not answer. `no-connection`: no connection was made, or it
 * broke. `no-tls`: the certificate or the handshake failed. `no-http`: what came back is not HTTP/1.1 as it should be. `too-slow`: the
 * status line did not arrive in time.
 */
export const unreachableReason = z.enum(['no-address', 'no-connection', 'no-tls', 'no-http', 'too-slow']);
export type UnreachableReason = z.infer<typeof unreachableReason>;

/**
 * `answered`: a status line came, also that of a redirect, which is not followed. `refused-address`: the URL, or the address of its name,
 * is one to which nothing is sent, and nothing was. `unreachable`: no status line came; the message may have arrived.
 */
export const outsideAnswer = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('answered'),
    status: z.number().int().min(100).max(999),
    /** How long the other side asks to wait, as its `Retry-After` says, if it says so in seconds or as a date. */
    retryAfterSeconds: z.number().int().min(0).optional(),
  }),
  z.strictObject({ kind: z.literal('refused-address') }),
  z.strictObject({ kind: z.literal('unreachable'), why: unreachableReason }),
]);
export type OutsideAnswer = z.infer<typeof outsideAnswer>;
