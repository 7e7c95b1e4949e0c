/** The coordinators of a space: operators add and remove them. */
import type { Problem } from '../../contract/problems.ts';
import type { SpaceId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { operator, type Caller } from '../access/callers.ts';
import { tellOfHidden } from '../cases/hidden-reports.ts';
import { audit } from '../store/audit-rows.ts';
import { transact, load } from '../store/transact.ts';
import { personDigest } from '../store/digests.ts';
import { coordinatedRecord, coordinatorRecord, listedSpaceRecord } from '../store/home-records.ts';
import { homeKeys } from '../store/keys.ts';
import { spaceOr404 } from '../store/load-space.ts';

export interface CoordinatorCommand {
  readonly caller: Caller;
  readonly space: SpaceId;
  /** As the identity provider writes it. Stored only as a keyed digest. */
  readonly sub: string;
}

export interface CoordinatorView {
  readonly space: SpaceId;
  readonly coordinator: true;
}

/** Makes a person a coordinator of the space. 401, 403, 404. A repetition changes nothing. */
export async function addCoordinator(
  ports: Ports,
  command: CoordinatorCommand,
  now: EpochMs,
): Promise<Result<CoordinatorView, Problem>> {
  const { space } = command;
  return transact(ports, async () => {
    const found = await coordinatorAs(ports, command);
    if (!found.ok) return found;
    const { by, subject, known, coordinates } = found.value;
    const value: CoordinatorView = { space, coordinator: true };
    // A version before this one listed neither all spaces nor those of a coordinator. A repetition does.
    const listed =
      coordinates === undefined
        ? [
            coordinatedRecord.put(ports.ids, { rev: '', space, subject }, undefined),
            listedSpaceRecord.overwrite(ports.ids, { rev: '', space }),
          ]
        : [];
    if (known !== undefined) return ok({ writes: listed, value });
    const added = coordinatorRecord.put(ports.ids, { rev: '', space, subject, since: now }, undefined);
    const rows = audit(ports.ids, { spaces: [space], what: 'coordinator-added', about: subject, by }, now);
    return ok({ writes: [added, ...listed, ...rows], value });
  });
}

/**
 * Removes a coordinator, at once, and tells operators of the open reports that no coordinator may see now. 401, 403, 404 for an unknown space; 503
 * if an operator could not be told of one, who is told when the call is repeated. A repetition changes nothing else, and neither does a call for a
 * person who is not a coordinator.
 */
export async function removeCoordinator(ports: Ports, command: CoordinatorCommand, now: EpochMs): Promise<Result<void, Problem>> {
  const { space } = command;
  const removed = await transact<void>(ports, async () => {
    const found = await coordinatorAs(ports, command);
    if (!found.ok) return found;
    const { by, subject, known, coordinates } = found.value;
    if (known === undefined) return ok({ writes: [], value: undefined });
    const rows = audit(ports.ids, { spaces: [space], what: 'coordinator-removed', about: subject, by }, now);
    const listed = coordinates === undefined ? [] : [coordinatedRecord.remove(coordinates)];
    return ok({ writes: [coordinatorRecord.remove(known), ...listed, ...rows], value: undefined });
  });
  return removed.ok ? tellOfHidden(ports, space, now) : removed;
}

async function coordinatorAs(ports: Ports, command: CoordinatorCommand) {
  const who = operator(command.caller);
  if (!who.ok) return who;
  const space = await spaceOr404(ports, command.space);
  if (!space.ok) return space;
  const subject = personDigest(ports.crypto, command.sub);
  const [known, coordinates] = await Promise.all([
    load(ports, homeKeys.coordinator(command.space, subject), coordinatorRecord),
    load(ports, homeKeys.coordinated(subject, command.space), coordinatedRecord),
  ]);
  if (!known.ok) return known;
  if (!coordinates.ok) return coordinates;
  return ok({ by: who.value.subject, subject, known: known.value, coordinates: coordinates.value });
}
