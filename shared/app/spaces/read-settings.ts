/** What coordinators and operators read about spaces. Reading changes nothing, and is not audited. */
import type * as z from 'zod';
import type { Problem } from '../../contract/problems.ts';
import type { coordinatorView, listedSpace } from '../../contract/spaces.ts';
import type { SpaceId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { toIso, type EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { coordinatorOrOperator, type Caller } from '../access/callers.ts';
import { listPage } from '../resource/list-page.ts';
import type { Listed, PageWanted } from '../resource/page-cursor.ts';
import type { Tagged } from '../resource/tagged.ts';
import { personLabel } from '../store/digests.ts';
import { coordinatedRecord, coordinatorRecord, listedSpaceRecord, spaceRecord } from '../store/home-records.ts';
import { inParallel } from '../store/in-parallel.ts';
import { coordinatedPk, coordinatorPrefix, homeKeys, spacePk, spacesPk } from '../store/keys.ts';
import { spaceOr404 } from '../store/load-space.ts';
import { notFound, unauthenticated } from '../store/problems.ts';
import { loadMany } from '../store/transact.ts';
import { seatsBehind } from '../volunteers/refresh-seats.ts';
import { spaceStateOf } from './live-state.ts';
import { spacesParallel } from './limits.ts';
import { settingsViewOf, type SpaceSettingsView } from './space-views.ts';

export type ListedSpaceView = z.infer<typeof listedSpace>;
export type CoordinatorItem = z.infer<typeof coordinatorView>;

interface OfSpace {
  readonly caller: Caller;
  readonly space: SpaceId;
}

/** The settings with the ETag that an edit needs, for coordinators of the space and operators. 401, 404, 503. */
export async function showSettings(ports: Ports, command: OfSpace): Promise<Result<Tagged<SpaceSettingsView>, Problem>> {
  const who = await coordinatorOrOperator(ports, command.caller, command.space);
  if (!who.ok) return who;
  const space = await spaceOr404(ports, command.space);
  if (!space.ok) return space;
  const pending = await seatsBehind(ports, space.value);
  return pending.ok ? ok({ view: settingsViewOf(space.value, pending.value), etag: space.value.rev }) : pending;
}

/**
 * The spaces that the caller coordinates, page by page; for operators, all. 400 for a cursor of another list, 401, 404 for a caller who
 * coordinates none.
 */
export async function listSpaces(
  ports: Ports,
  command: PageWanted & { readonly caller: Caller },
  now: EpochMs,
): Promise<Result<Listed<ListedSpaceView>, Problem>> {
  const { caller } = command;
  if (caller.kind === 'nobody') return err(unauthenticated);
  if (caller.kind !== 'person') return err(notFound);
  const list = caller.operator
    ? { table: 'home' as const, pk: spacesPk, record: listedSpaceRecord }
    : { table: 'home' as const, pk: coordinatedPk(caller.subject), record: coordinatedRecord };
  const page = await listPage<{ readonly space: SpaceId }>(ports, list, command);
  if (!page.ok) return page;
  if (!caller.operator && page.value.items.length === 0 && command.cursor === undefined) return err(notFound);
  const keys = page.value.items.map(({ space }) => homeKeys.space(space));
  const spaces = await loadMany(ports, keys, spaceRecord);
  if (!spaces.ok) return spaces;
  const items: ListedSpaceView[] = [];
  const states = await inParallel(spaces.value, spacesParallel, (space) => spaceStateOf(ports, space, now));
  for (const [at, state] of states.entries()) {
    if (!state.ok) return state;
    const space = spaces.value[at];
    if (space !== undefined) items.push({ id: space.id, name: space.name, state: state.value, demo: space.demo });
  }
  return ok({ ...page.value, items });
}

/** The coordinators of a space, for each of them and for operators. 400 for a cursor of another list, 401, 404. */
export async function listCoordinators(
  ports: Ports,
  command: OfSpace & PageWanted,
): Promise<Result<Listed<CoordinatorItem>, Problem>> {
  const who = await coordinatorOrOperator(ports, command.caller, command.space);
  if (!who.ok) return who;
  const space = await spaceOr404(ports, command.space);
  if (!space.ok) return space;
  const list = { table: 'home', pk: spacePk(command.space), prefix: coordinatorPrefix, record: coordinatorRecord } as const;
  const page = await listPage(ports, list, command);
  if (!page.ok) return page;
  const items = page.value.items.map(({ subject, since }) => ({
    coordinator: personLabel(ports.crypto, command.space, subject),
    you: subject === who.value.subject,
    since: toIso(since),
  }));
  return ok({ ...page.value, items });
}
