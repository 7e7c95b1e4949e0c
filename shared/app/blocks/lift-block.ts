import type { Problem } from '../../contract/problems.ts';
import { personsPerVolunteerMax } from '../../domain/case-limits.ts';
import { type BlockId, type SpaceId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { EpochMs } from '../../domain/time.ts';
import { noLongerBlocked } from '../../domain/transitions/offer.ts';
import type { Ports, Write } from '../../ports.ts';
import { coordinatorOf, type Caller } from '../access/callers.ts';
import { personsOf } from '../cases/persons-of.ts';
import { selfIn, type Self } from '../cases/report-reader.ts';
import { audit } from '../store/audit-rows.ts';
import { isBlockOf, keyOfListed } from '../store/blocks.ts';
import { blockRecord, listedBlockRecord, type Block } from '../store/home-records.ts';
import { homeKeys, liveKeys } from '../store/keys.ts';
import { subjectRecord, talkRecord } from '../store/live-records.ts';
import { notFound } from '../store/problems.ts';
import { wake } from '../store/rooms.ts';
import { load, transact } from '../store/transact.ts';
import { isAbout, sidesOf } from './about.ts';

export interface LiftBlock {
  readonly caller: Caller;
  readonly space: SpaceId;
  readonly block: BlockId;
}

/**
 * Lifts a block: the pair may be matched again, also by the request of the seeker that waits now. A repetition changes nothing, and if one of the two has
 * blocked again since, that is another block, which stays. 401; 404 for an id of another space, and for a block by which a seeker blocked the caller.
 */
export async function liftBlock(ports: Ports, command: LiftBlock, now: EpochMs): Promise<Result<void, Problem>> {
  const { caller, space, block: id } = command;
  const who = await coordinatorOf(ports, caller, space);
  if (!who.ok) return who;
  if (!isBlockOf(ports.crypto, space, id)) return err(notFound);
  const self = await selfIn(ports, { subject: who.value.subject, space });
  if (!self.ok) return self;
  const lifted = await transact<boolean>(ports, async (tried) => {
    const listed = await load(ports, homeKeys.listedBlock(space, id), listedBlockRecord);
    if (!listed.ok) return listed;
    if (listed.value === undefined) return ok({ writes: [], value: tried > 1 });
    const block = await load(ports, keyOfListed(listed.value), blockRecord);
    if (!block.ok) return block;
    const entry = listedBlockRecord.remove(listed.value);
    // The entry is left from a block that could not be read.
    if (block.value === undefined || block.value.id !== id) return ok({ writes: [entry], value: false });
    const writes = await lifting(ports, block.value, self.value, now);
    return writes.ok ? ok({ writes: [entry, ...writes.value], value: true }) : writes;
  });
  if (!lifted.ok) return lifted;
  if (lifted.value) await wake(ports, space);
  return ok();
}

async function lifting(ports: Ports, block: Block, self: Self, now: EpochMs): Promise<Result<readonly Write[], Problem>> {
  if (isAbout(block, self)) return err(notFound);
  const { space, volunteer, id, persons: reported = [] } = block;
  const persons = sidesOf(block).includes('seeker') ? await personsOf(ports, space, volunteer) : ok([]);
  if (!persons.ok) return persons;
  const hiddenFrom = [...new Set([...persons.value, ...reported])].slice(0, personsPerVolunteerMax);
  const talk = await liveTalk(ports, block);
  if (!talk.ok) return talk;
  const hidden = hiddenFrom.length > 0 ? { hiddenFrom } : {};
  const about = id === undefined ? {} : { about: id };
  const rows = audit(ports.ids, { spaces: [space], what: 'block-lifted', by: self.subject, ...about, ...hidden }, now);
  return ok([blockRecord.remove(block), ...talk.value, ...rows]);
}

/** The request of the seeker that is not over yet no longer excludes the volunteer. */
async function liveTalk(ports: Ports, { space, subject, volunteer }: Block): Promise<Result<readonly Write[], Problem>> {
  const lock = await load(ports, liveKeys.subject(space, subject), subjectRecord);
  if (!lock.ok) return lock.error.code === 'unreadable' ? ok([]) : lock;
  if (lock.value === undefined) return ok([]);
  const talk = await load(ports, liveKeys.talk(lock.value.request), talkRecord);
  if (!talk.ok) return talk.error.code === 'unreadable' ? ok([]) : talk;
  if (talk.value === undefined) return ok([]);
  const after = noLongerBlocked(talk.value, volunteer);
  return ok(after === talk.value ? [] : [talkRecord.put(ports.ids, after, talk.value)]);
}
