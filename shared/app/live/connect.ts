/** A socket asks to be opened. */
import type { Problem } from '../../contract/problems.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { load, transact } from '../store/transact.ts';
import { linkKey, linkRecord, type Link } from './links.ts';
import { openedTicket } from './ticket.ts';

export interface ConnectCommand {
  /** As the client sends it. */
  readonly ticket: string | undefined;
  /** The page that opens it, as a browser says. Absent: it is no browser, and no page of a stranger can have sent it. */
  readonly origin: string | undefined;
  /** Origins of pages that may open sockets. */
  readonly origins: readonly string[];
  /** The gateway's name of the connection. */
  readonly connection: string;
}

/**
 * Opens, by writing the link of the connection: the second socket with the same ticket finds it written. 403 for a page of an unknown origin, 401
 * for a ticket that is forged, expired or used, 503.
 */
export async function connect(ports: Ports, command: ConnectCommand, now: EpochMs): Promise<Result<void, Problem>> {
  const { ticket: text, origin, origins, connection } = command;
  if (origin !== undefined && !origins.includes(origin)) return err({ code: 'forbidden' });
  const ticket = openedTicket(ports.crypto, text ?? '');
  if (ticket === undefined || ticket.expiresAt < now) return err({ code: 'ticket-not-valid' });
  const { subject, nonce } = ticket;
  const link: Link = { rev: '', subject, nonce, connection, at: now };
  return transact<void>(ports, async (tried) => {
    // A lost answer to the first attempt may have opened it.
    const found = tried === 1 ? ok(undefined) : await load(ports, linkKey(link), linkRecord);
    if (!found.ok) return found;
    if (found.value === undefined) return ok({ writes: [linkRecord.put(ports.ids, link, undefined)], value: undefined });
    return found.value.connection === connection ? ok({ writes: [], value: undefined }) : err({ code: 'ticket-not-valid' });
  });
}
