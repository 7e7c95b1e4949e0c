/** Who may see a request: its seeker, and the partner who asked for them. For every other caller it does not exist. */
import type { Problem } from '../../contract/problems.ts';
import type { PartnerId, RequestId, SpaceId } from '../../domain/ids.ts';
import type { PartnerRight } from '../../domain/partner.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Space } from '../../domain/space.ts';
import type { Talk } from '../../domain/talk.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Item, Ports } from '../../ports.ts';
import { partnerMay, type Caller } from '../access/callers.ts';
import { spaceOr404 } from '../store/load-space.ts';
import { liveKeys } from '../store/keys.ts';
import { loadTalk } from '../store/talk-aggregate.ts';
import { loadItem } from '../store/transact.ts';
import { notFound, unauthenticated } from '../store/problems.ts';
import { remainsOf, type Remains } from './remains.ts';

export interface RequestCommand {
  readonly caller: Caller;
  readonly space: SpaceId;
  readonly request: RequestId;
  /** The right that a partner's key needs: `read` to read, `ask` to change anything. */
  readonly right?: PartnerRight;
}

/** The space of a request, for a caller who may have made a request there. 401, 404. */
async function spaceFor(
  ports: Ports,
  { caller, space: id, request, right = 'read' }: RequestCommand,
): Promise<Result<Space, Problem>> {
  if (caller.kind === 'nobody') return err(unauthenticated);
  if (caller.kind === 'person' || (caller.kind === 'seeker' && caller.request !== request)) return err(notFound);
  const space = await spaceOr404(ports, id);
  if (!space.ok) return space;
  if (caller.kind === 'partner') {
    const may = partnerMay(caller, space.value, right);
    if (!may.ok) return may;
  }
  return space;
}

/** A partner sees only the requests that it made. */
function isTheirs(caller: Caller, { partner }: { readonly partner?: PartnerId | undefined }): boolean {
  return caller.kind !== 'partner' || caller.partner === partner;
}

/**
 * The request and its space, for a caller who may see it. 401, 404, or 410 once it is erased or swept. 503 unreadable if this version
 * cannot read it.
 */
export async function requestFor(
  ports: Ports,
  command: RequestCommand,
  now: EpochMs,
): Promise<Result<{ space: Space; talk: Talk }, Problem>> {
  const space = await spaceFor(ports, command);
  if (!space.ok) return space;
  const talk = await loadTalk(ports, command.space, command.request, now);
  if (!talk.ok) return talk;
  return isTheirs(command.caller, talk.value) ? ok({ space: space.value, talk: talk.value }) : err(notFound);
}

export interface RemainsFor {
  readonly space: Space;
  readonly item: Item;
  readonly remains: Remains;
}

/**
 * What can still be read of a request that cannot be read, for a caller who may see it. 401; 404 also for a partner if the item no
 * longer says which partner made it. The token of the seeker is proof enough.
 */
export async function remainsFor(ports: Ports, command: RequestCommand): Promise<Result<RemainsFor, Problem>> {
  const space = await spaceFor(ports, command);
  if (!space.ok) return space;
  const item = await loadItem(ports, liveKeys.talk(command.request));
  if (!item.ok) return item;
  if (item.value === undefined) return err(notFound);
  const remains = remainsOf(item.value);
  if (!isTheirs(command.caller, remains) || (remains.space ?? command.space) !== command.space) return err(notFound);
  return ok({ space: space.value, item: item.value, remains });
}
