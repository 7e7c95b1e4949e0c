/** The links of open sockets: one item of the table `links` for each, under its subject. */
import * as z from 'zod';
import type { Problem } from '../../contract/problems.ts';
import { linkSlackSeconds, linksPerSubjectMax, socketSecondsMax } from '../../domain/live-limits.ts';
import { ok, type Result } from '../../domain/result.ts';
import { epochMs, plusSeconds } from '../../domain/time.ts';
import type { Key, Ports } from '../../ports.ts';
import { liveKeys } from '../store/keys.ts';
import { recorded } from '../store/record.ts';
import { query } from '../store/transact.ts';
import { readable } from '../store/unreadable.ts';
import { liveSubject, type LiveSubject } from './ticket.ts';

/** `at`: when the socket opened. */
const link = z.strictObject({ rev: z.string(), subject: liveSubject, nonce: z.string(), connection: z.string(), at: epochMs });
export type Link = z.infer<typeof link>;

/** The partition with the links of what is stored under a key of `live`. */
export function linksPkOf({ pk }: Pick<Key, 'pk'>): string {
  return `LINK#${pk}`;
}

/** The partition with the links of those who look at the board of a space. */
export function boardLinksPk(space: LiveSubject['space']): string {
  return `LINK#BOARD#${space}`;
}

function linksPk(subject: LiveSubject): string {
  switch (subject.kind) {
    case 'talk':
      return linksPkOf(liveKeys.talk(subject.request));
    case 'volunteer':
      return linksPkOf(liveKeys.seat(subject.space, subject.volunteer));
    case 'board':
      return boardLinksPk(subject.space);
  }
}

/** The key of a link: its subject, and the number of its ticket. */
export function linkKey({ subject, nonce }: Pick<Link, 'subject' | 'nonce'>): Key {
  return { table: 'links', pk: linksPk(subject), sk: nonce };
}

/** DynamoDB deletes a link some time after the gateway has ended its socket. */
export const linkRecord = recorded<Link>({
  schema: link,
  key: linkKey,
  timeToLive: ({ at }) => plusSeconds(at, socketSecondsMax + linkSlackSeconds),
});

/** The links of one partition. 503. */
export async function linksIn(ports: Ports, pk: string): Promise<Result<readonly Link[], Problem>> {
  const page = await query(ports, { table: 'links', pk, limit: linksPerSubjectMax });
  return page.ok ? ok(readable(ports, linkRecord, page.value.items)) : page;
}
