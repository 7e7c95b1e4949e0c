/**
 * Tickets open sockets. A ticket is sealed and stored nowhere: it names its subject, and only this service can make or read one. The link of the
 * socket that it opens is what makes it single-use.
 */
import * as z from 'zod';
import { requestId, spaceId, volunteerId } from '../../domain/ids.ts';
import { ticketSeconds } from '../../domain/live-limits.ts';
import { epochMs, plusSeconds, type EpochMs } from '../../domain/time.ts';
import type { Crypto, Ports } from '../../ports.ts';

/** What a socket tells of. `login`: the keyed digest of the person who asked for the ticket. */
export const liveSubject = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('talk'), space: spaceId, request: requestId }),
  z.strictObject({ kind: z.literal('volunteer'), space: spaceId, volunteer: volunteerId, login: z.string() }),
  z.strictObject({ kind: z.literal('board'), space: spaceId, login: z.string() }),
]);
export type LiveSubject = z.infer<typeof liveSubject>;

const sealed = z.strictObject({ subject: liveSubject, nonce: z.string(), expiresAt: epochMs });
export type Ticket = z.infer<typeof sealed>;

const begins = 'elt_';
const context = 'live-ticket';

/** A new ticket, and until when it opens a socket. */
export function ticketFor(
  { crypto, ids }: Pick<Ports, 'crypto' | 'ids'>,
  subject: LiveSubject,
  now: EpochMs,
): { readonly text: string; readonly expiresAt: EpochMs } {
  const expiresAt = plusSeconds(now, ticketSeconds);
  const parts =
    subject.kind === 'talk' ? [subject.request] : subject.kind === 'board' ? [subject.login] : [subject.volunteer, subject.login];
  const words = [subject.kind, ids.fresh('lnk'), String(expiresAt), subject.space, ...parts];
  return { text: begins + crypto.seal(words.join(' '), context), expiresAt };
}

/** What a ticket says. Undefined: this service did not make it. It may have expired, or been used. */
export function openedTicket(crypto: Crypto, text: string): Ticket | undefined {
  const words = text.startsWith(begins) ? crypto.open(text.slice(begins.length), context)?.split(' ') : undefined;
  if (words === undefined) return undefined;
  const [kind, nonce, expiresAt, space, first, login] = words;
  const said = { talk: { request: first }, volunteer: { volunteer: first, login }, board: { login: first } };
  const parts = kind === 'talk' || kind === 'volunteer' || kind === 'board' ? said[kind] : {};
  return sealed.safeParse({ subject: { kind, space, ...parts }, nonce, expiresAt: Number(expiresAt) }).data;
}
