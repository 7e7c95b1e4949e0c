import type { Problem } from '../../contract/problems.ts';
import type { SpaceEdit } from '../../contract/spaces.ts';
import type { SpaceId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Space } from '../../domain/space.ts';
import { hiddenEntries } from '../../domain/support/own-entries.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { coordinatorOrOperator, type Caller } from '../access/callers.ts';
import { editOnce } from '../resource/edit-once.ts';
import { merged } from '../store/merged.ts';
import { saved } from '../store/saved.ts';
import { withRulesVersion } from '../../domain/volunteer.ts';
import type { Tagged } from '../resource/tagged.ts';
import { spaceRecord } from '../store/home-records.ts';
import { wake } from '../store/rooms.ts';
import { spaceOr404 } from '../store/load-space.ts';
import { endWhatItStrands } from '../talk-requests/end-stranded.ts';
import { strandingOf, type Stranding } from '../talk-requests/stranding.ts';
import { refreshSeats } from '../volunteers/refresh-seats.ts';
import { settingsViewOf, type SpaceSettingsView } from './space-views.ts';

export interface EditSpace {
  readonly caller: Caller;
  readonly space: SpaceId;
  readonly ifMatch?: readonly string[] | undefined;
  readonly body: SpaceEdit;
  /** The caller knows that the requests end that no volunteer could serve any more. */
  readonly endStranded?: boolean;
}

/**
 * Changes the settings of a space, for its coordinators and for operators. 401, 404, 409 would-strand, 412 stale, 428 precondition-required. The
 * settings that seats copy are written to the seats before the answer, as far as the time allows. `volunteersPending` says for how many
 * volunteers who are on they do not hold yet: those get no new offer until the matcher has written their seats too.
 */
export async function editSpace(
  ports: Ports,
  command: EditSpace,
  now: EpochMs,
): Promise<Result<Tagged<SpaceSettingsView>, Problem>> {
  const who = await coordinatorOrOperator(ports, command.caller, command.space);
  if (!who.ok) return who;
  const edited = await editOnce<Space, Edited>(
    ports,
    {
      ifMatch: command.ifMatch,
      audit: { spaces: [command.space], what: 'space-edited', by: who.value.subject },
      now,
    },
    {
      read: () => spaceOr404(ports, command.space),
      change: async (before) => {
        const hidden = hiddenEntries(command.body.resources?.entries ?? [], now);
        if (hidden.length > 0) return err({ code: 'unprocessable', errors: hidden });
        const after = withRulesVersion(before, editedSpace(before, command.body));
        const change = { space: { before, after }, endStranded: command.endStranded ?? false };
        const stranding = await strandingOf(ports, change, now);
        if (!stranding.ok) return stranding;
        const { write, entity } = saved(ports.ids, spaceRecord, { after, before });
        return ok({ writes: [write, ...stranding.value.writes], value: { space: entity, stranding: stranding.value } });
      },
      done: (space) => ({ space }),
    },
  );
  if (!edited.ok) return edited;
  const { space, stranding } = edited.value;
  await endWhatItStrands(ports, { space, stranding }, now);
  const pending = touchesFacts(command.body) ? await refreshSeats(ports, space, now) : ok(0);
  await wake(ports, command.space);
  return pending.ok ? ok({ view: settingsViewOf(space, pending.value), etag: space.rev }) : pending;
}

interface Edited {
  readonly space: Space;
  /** Absent: not known, because an earlier attempt of the call saved the edit. The reconciler ends what it strands. */
  readonly stranding?: Stranding;
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
function touchesFacts({ roles, channels, inclusivity, credentialsRequired, limits }: SpaceEdit): boolean {
  const read = [
    roles,
    channels,
    inclusivity,
    credentialsRequired,
    limits?.talksPerDay,
    limits?.capacityMax,
    limits?.probationTalks,
  ];
  return read.some((setting) => setting !== undefined);
}
