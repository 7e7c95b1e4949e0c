import type { Problem } from '../../contract/problems.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Ports } from '../../ports.ts';
import { cursorFor, positionOf, type Listed, type PageWanted } from '../resource/page-cursor.ts';
import { query } from '../store/transact.ts';
import { readable, type Reader } from '../store/unreadable.ts';
import { caseReadsMax } from './limits.ts';

export interface CasesWanted extends PageWanted {
  /** Absent: the open ones, then the closed ones. */
  readonly state?: 'open' | 'closed' | undefined;
}

export interface CasesOf<T> {
  readonly pk: string;
  readonly prefix: string;
  readonly record: Reader<T>;
  isOpen(one: T): boolean;
  /** Whether this caller may see it now. */
  isShown(one: T): boolean;
}

interface Place {
  readonly state: 'open' | 'closed';
  /** The cursor of the store. Empty: from the start. */
  readonly after: string;
}

/**
 * A page of cases: open ones first, the newest first within each group. The partition is read once per state, and cases of the
 * other state are dropped. After `caseReadsMax` reads a page may be short. Its cursor continues, so every open case can be
 * reached. A case whose state changes between two pages may appear twice.
 */
export async function listCases<T>(ports: Ports, cases: CasesOf<T>, wanted: CasesWanted): Promise<Result<Listed<T>, Problem>> {
  const name = `${cases.pk} ${cases.prefix} ${wanted.state ?? ''}`;
  const position = positionOf(ports.crypto, name, wanted.cursor);
  if (!position.ok) return position;
  const items: T[] = [];
  let at: Place | undefined =
    position.value === undefined ? { state: wanted.state ?? 'open', after: '' } : placeOf(position.value);
  for (let reads = 0; at !== undefined && items.length < wanted.limit && reads < caseReadsMax; reads += 1) {
    const { state, after }: Place = at;
    const page = await query(ports, {
      table: 'home',
      pk: cases.pk,
      prefix: cases.prefix,
      descending: true,
      limit: wanted.limit - items.length,
      ...(after === '' ? {} : { after }),
    });
    if (!page.ok) return page;
    const read = readable(ports, cases.record, page.value.items);
    items.push(...read.filter((one) => cases.isOpen(one) === (state === 'open') && cases.isShown(one)));
    at = page.value.next === undefined ? nextState(state, wanted) : { state, after: page.value.next };
  }
  return ok({ items, ...(at === undefined ? {} : { nextCursor: cursorFor(ports.crypto, name, `${at.state}.${at.after}`) }) });
}

function nextState(state: Place['state'], { state: only }: CasesWanted): Place | undefined {
  return state === 'open' && only === undefined ? { state: 'closed', after: '' } : undefined;
}

/** Parses the content of the cursor. Only this service can have made it. */
function placeOf(position: string): Place {
  const dot = position.indexOf('.');
  return { state: position.slice(0, dot) === 'open' ? 'open' : 'closed', after: position.slice(dot + 1) };
}
