import type * as z from 'zod';
import type { blockView } from '../../contract/blocks.ts';
import type { Problem } from '../../contract/problems.ts';
import { blockIdsOf, volunteerOfBlock, type SpaceId, type VolunteerId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import { toIso } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { coordinatorOf, type Caller } from '../access/callers.ts';
import { selfIn } from '../cases/report-reader.ts';
import { listPage } from '../resource/list-page.ts';
import type { Listed, PageWanted } from '../resource/page-cursor.ts';
import { keyOfListed } from '../store/blocks.ts';
import { blockRecord, listedBlockRecord, volunteerRecord, type Block } from '../store/home-records.ts';
import { homeKeys, listedBlocksPk } from '../store/keys.ts';
import { loadMany } from '../store/transact.ts';
import { isAbout, sidesOf } from './about.ts';

export type BlockView = z.infer<typeof blockView>;

export interface ListBlocks extends PageWanted {
  readonly caller: Caller;
  readonly space: SpaceId;
  readonly volunteer?: VolunteerId | undefined;
}

/**
 * The blocks of the space that last until they are lifted, those of one volunteer together. Those by which a seeker blocked the caller are left
 * out, so a page may be short. 400 for a cursor of another list, 401, 404.
 */
export async function listBlocks(ports: Ports, command: ListBlocks): Promise<Result<Listed<BlockView>, Problem>> {
  const { caller, space, volunteer } = command;
  const who = await coordinatorOf(ports, caller, space);
  if (!who.ok) return who;
  const self = await selfIn(ports, { subject: who.value.subject, space });
  if (!self.ok) return self;
  const prefix = volunteer === undefined ? {} : { prefix: blockIdsOf(volunteer) };
  const page = await listPage(ports, { table: 'home', pk: listedBlocksPk(space), ...prefix, record: listedBlockRecord }, command);
  if (!page.ok) return page;
  const blocks = await loadMany(ports, page.value.items.map(keyOfListed), blockRecord);
  if (!blocks.ok) return blocks;
  const volunteers = [...new Set(page.value.items.map(({ id }) => volunteerOfBlock(id)))];
  const profiles = await loadMany(
    ports,
    volunteers.map((one) => homeKeys.volunteer(space, one)),
    volunteerRecord,
  );
  if (!profiles.ok) return profiles;
  const labels = new Map(profiles.value.map(({ id, label }) => [id, label]));
  // An entry whose block has another id is left from a block that could not be read.
  const listed = new Set(page.value.items.map(({ id }) => id));
  const items = blocks.value
    .filter((block) => block.id !== undefined && listed.has(block.id) && !isAbout(block, self.value))
    .flatMap((block) => view(block, labels.get(block.volunteer)));
  return ok({ ...page.value, items });
}

function view(block: Block, label: string | undefined): readonly BlockView[] {
  const { id, volunteer, at } = block;
  if (id === undefined) return [];
  return [
    {
      id,
      volunteer,
      ...(label === undefined ? {} : { label }),
      since: toIso(at),
      by: [...sidesOf(block)],
      byReport: block.reported === true,
    },
  ];
}
