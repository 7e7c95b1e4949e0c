/** Blocks and their place in the list of their space: both are always written and removed together. */
import type { Problem } from '../../contract/problems.ts';
import { personsPerVolunteerMax } from '../../domain/case-limits.ts';
import { blockId, blockIdsOf, volunteerOfBlock, type BlockId, type SpaceId, type VolunteerId } from '../../domain/ids.ts';
import { pageItemsMax } from '../../domain/limits.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Side } from '../../domain/talk.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Crypto, Ports, Write } from '../../ports.ts';
import { blockRecord, listedBlockRecord, type Block } from './home-records.ts';
import { blocksPk, homeKeys } from './keys.ts';
import { loadItem, pages } from './transact.ts';
import { readable, readOne } from './unreadable.ts';

/** Characters of a check: 48 bits. It tells ids of this space from all others, and guards nothing. */
const checkChars = 8;

/** A new id. Each block has its own, so that a late call to lift an earlier block of the pair does not lift this one. */
function newBlockId({ ids, crypto }: Ports, space: SpaceId, volunteer: VolunteerId): BlockId {
  const begin = `${blockIdsOf(volunteer)}${ids.fresh('blk').slice('blk_'.length)}`;
  return blockId.parse(`${begin}.${checkOf(crypto, space, begin)}`);
}

function checkOf(crypto: Crypto, space: SpaceId, begin: string): string {
  return crypto.mac('block', space, begin).slice(0, checkChars);
}

/** Whether this service made the id for a block of this space. It is known also after the block was lifted. */
export function isBlockOf(crypto: Crypto, space: SpaceId, id: BlockId): boolean {
  const dot = id.lastIndexOf('.');
  return crypto.equal(id.slice(dot + 1), checkOf(crypto, space, id.slice(0, dot)));
}

/** The block that an entry of the list stands for. */
export function keyOfListed({ space, subject, id }: { readonly space: SpaceId; readonly subject: string; readonly id: BlockId }) {
  return homeKeys.block(space, subject, volunteerOfBlock(id));
}

export interface NewBlock {
  readonly space: SpaceId;
  readonly subject: string;
  readonly volunteer: VolunteerId;
  readonly by: Side;
  /** It came with a report. `persons`: those that the report names, if a seeker made it. */
  readonly report?: { readonly persons?: readonly string[] } | undefined;
}

/** The writes that block a pair. A pair that is blocked already keeps its id and its time. A record that cannot be read is written over. */
export async function blockWrites(ports: Ports, of: NewBlock, now: EpochMs): Promise<Result<readonly Write[], Problem>> {
  const item = await loadItem(ports, homeKeys.block(of.space, of.subject, of.volunteer));
  if (!item.ok) return item;
  const known = item.value === undefined ? undefined : readOne(ports, blockRecord, item.value);
  const before = known?.ok === true ? known.value : undefined;
  const id = before?.id ?? newBlockId(ports, of.space, of.volunteer);
  const after = { ...blockAfter(of, before, now), id };
  const isUnread = item.value !== undefined && before === undefined;
  const write = isUnread ? blockRecord.replace(ports.ids, after, item.value) : blockRecord.put(ports.ids, after, before);
  return ok([write, listing(ports, after, id)]);
}

function blockAfter({ space, subject, volunteer, by, report }: NewBlock, before: Block | undefined, now: EpochMs): Block {
  const isByBoth = before !== undefined && (before.both === true || before.by !== by);
  const persons = [...new Set([...(report?.persons ?? []), ...(before?.persons ?? [])])].slice(0, personsPerVolunteerMax);
  return {
    rev: '',
    space,
    subject,
    volunteer,
    at: before?.at ?? now,
    by: before?.by ?? by,
    ...(isByBoth ? { both: true } : {}),
    ...(report !== undefined || before?.reported === true ? { reported: true } : {}),
    ...(persons.length > 0 ? { persons } : {}),
  };
}

function listing({ ids }: Ports, { space, subject }: Block, id: BlockId): Write {
  return listedBlockRecord.overwrite(ids, { rev: '', space, id, subject });
}

/**
 * Lists the blocks of a subject that an earlier version wrote. It is done when their seeker asks: until then they prevent no offer. `first`: the
 * first blocks of the subject, which each ask reads. The last ones are listed first, so that `first` shows it if a run was cut short.
 */
export async function listEarlierBlocks(ports: Ports, first: readonly Block[]): Promise<void> {
  const earlier = first.find(({ id }) => id === undefined);
  if (earlier === undefined) return;
  const all = { table: 'home', pk: blocksPk(earlier.space, earlier.subject), descending: true, limit: pageItemsMax } as const;
  for await (const page of pages(ports, all)) {
    if (!page.ok) return;
    for (const before of readable(ports, blockRecord, page.value.items)) {
      if (before.id !== undefined) continue;
      const id = newBlockId(ports, before.space, before.volunteer);
      const writes = [blockRecord.put(ports.ids, { ...before, id }, before), listing(ports, before, id)];
      const done = ports.mayGoOn() ? await ports.store.commit(writes) : undefined;
      if (done?.ok !== true) return;
    }
  }
}
