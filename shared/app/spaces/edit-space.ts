import type { Problem } from '../../contract/problems.ts';
import type { SpaceEdit } from '../../contract/spaces.ts';
import type { SpaceId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Space } from '../../domain/space.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { coordinatorOrOperator, type Caller } from '../access/callers.ts';
import { editOnce } from '../resource/edit-once.ts';
import { merged } from '../store/merged.ts';
import { saved } from '../store/saved.ts';
import type { Tagged } from '../resource/tagged.ts';
import { spaceRecord } from '../store/home-records.ts';
import { wake } from '../store/rooms.ts';
import { spaceOr404 } from '../store/load-space.ts';
import { refreshSeats } from '../volunteers/refresh-seats.ts';
import { settingsViewOf, type SpaceSettingsView } from './space-views.ts';

export interface EditSpace {
  readonly caller: Caller;
  readonly space: SpaceId;
  readonly ifMatch?: readonly string[] | undefined;
  readonly body: SpaceEdit;
}

/**
 * Changes the settings of a space, for its coordinators and for operators. 401, 404, 412 stale, 428 precondition-required. The
 * settings that seats copy are updated before the answer, so an acknowledged stricter rule holds for the next offer. If that
 * could not be finished, the answer is 503. Sending the edit again with the new ETag finishes it.
 */
export async function editSpace(
  ports: Ports,
  command: EditSpace,
  now: EpochMs,
): Promise<Result<Tagged<SpaceSettingsView>, Problem>> {
  const who = await coordinatorOrOperator(ports, command.caller, command.space);
  if (!who.ok) return who;
  const tagged = (space: Space) => ({ view: settingsViewOf(space), etag: space.rev });
  const edited = await editOnce<Space, Tagged<SpaceSettingsView>>(
    ports,
    {
      ifMatch: command.ifMatch,
      audit: { spaces: [command.space], what: 'space-edited', by: who.value.subject },
      now,
    },
    {
      read: () => spaceOr404(ports, command.space),
      change: async (before) => {
        const { write, entity } = saved(ports.ids, spaceRecord, { after: editedSpace(before, command.body), before });
        return ok({ writes: [write], value: tagged(entity) });
      },
      done: tagged,
    },
  );
  if (!edited.ok) return edited;
  const refreshed = touchesFacts(command.body) ? await refreshSeats(ports, command.space, now) : ok();
  await wake(ports, command.space);
  return refreshed.ok ? edited : refreshed;
}

/** A changed list of ground rules is a new version: a seeker who agreed to the old version must agree again. */
function editedSpace(before: Space, edit: SpaceEdit): Space {
  const { groundRules, handover, limits, policy, ...rest } = edit;
  const changed: Space = {
    ...merged<Space>(before, rest),
    limits: merged(before.limits, limits ?? {}),
    policy: merged(before.policy, policy ?? {}),
    groundRules: groundRules === undefined ? before.groundRules : nextRules(before.groundRules, groundRules.items),
  };
  if (handover === undefined) return changed;
  const { handover: _old, ...without } = changed;
  return handover === null ? without : { ...without, handover };
}

function nextRules(before: Space['groundRules'], items: Space['groundRules']['items']): Space['groundRules'] {
  const same = items.length === before.items.length && items.every((item, at) => item === before.items[at]);
  return same ? before : { version: before.version + 1, items };
}

/**
 * Whether the edit names a setting that `factsOf` reads. This is also true if it names the old value, so that a repetition
 * repairs.
 */
function touchesFacts({ roles, channels, credentialsRequired, limits }: SpaceEdit): boolean {
  const read = [roles, channels, credentialsRequired, limits?.talksPerDay, limits?.capacityMax, limits?.probationTalks];
  return read.some((setting) => setting !== undefined);
}
