import type { Problem } from '../../contract/problems.ts';
import type { SpaceCreation } from '../../contract/spaces.ts';
import { spaceId, type SpaceId } from '../../domain/ids.ts';
import { policy } from '../../domain/policy/policy.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { limits, type Space } from '../../domain/space.ts';
import { hiddenEntries } from '../../domain/support/own-entries.ts';
import type { EpochMs } from '../../domain/time.ts';
import { role } from '../../domain/vocabulary.ts';
import type { Ports } from '../../ports.ts';
import { operator, type Caller } from '../access/callers.ts';
import { audit } from '../store/audit-rows.ts';
import { idempotently } from '../resource/idempotently.ts';
import { saved } from '../store/saved.ts';
import type { Tagged } from '../resource/tagged.ts';
import { unprocessable } from '../resource/unprocessable.ts';
import { listedSpaceRecord, spaceRecord } from '../store/home-records.ts';
import { jsonObject } from '../store/json.ts';
import { spaceOr404 } from '../store/load-space.ts';
import { settingsViewOf, type SpaceSettingsView } from './space-views.ts';

export interface CreateSpace {
  readonly caller: Caller;
  readonly key?: string | undefined;
  readonly body: SpaceCreation;
}

/**
 * Creates a space, for operators. 401, 403, 422 unprocessable, idempotency-mismatch. It stays closed until a coordinator has
 * confirmed the help numbers of its country. Safe to repeat with the same key.
 */
export async function createSpace(
  ports: Ports,
  command: CreateSpace,
  now: EpochMs,
): Promise<Result<Tagged<SpaceSettingsView>, Problem>> {
  const { body, caller, key } = command;
  const who = operator(caller);
  if (!who.ok) return who;
  if (body.audience === 'teen' && body.demo) return err(unprocessable('/demo', 'A demo space must be for adults.'));
  const hidden = hiddenEntries(body.resources.entries, now);
  if (hidden.length > 0) return err({ code: 'unprocessable', errors: hidden });
  const { ids } = ports;
  const tagged = (space: Space) => ({ view: settingsViewOf(space, 0), etag: space.rev });
  return idempotently(
    ports,
    { caller, route: 'createSpace', key, payload: jsonObject(body), now },
    {
      make: async () => {
        const after = newSpace(spaceId.parse(ids.fresh('spc')), body, now);
        const { write, entity } = saved(ids, spaceRecord, { after });
        const rows = audit(ids, { spaces: [after.id], what: 'space-created', by: who.value.subject }, now);
        const listed = listedSpaceRecord.put(ids, { rev: '', space: after.id }, undefined);
        return ok({ writes: [write, listed, ...rows], about: after.id, value: tagged(entity) });
      },
      again: async (about) => {
        const space = await spaceOr404(ports, spaceId.parse(about));
        return space.ok ? ok(tagged(space.value)) : space;
      },
    },
  );
}

/**
 * The space as the body describes it, with defaults for the rest: every role, chat, always open, no seekers without a partner, no
 * credentials required. There are no duty hours until the space sets them: a safeguard is stated, never assumed.
 */
function newSpace(id: SpaceId, body: SpaceCreation, now: EpochMs): Space {
  const { groundRules, handover, ...said } = body;
  return {
    ...said,
    id,
    rev: '',
    createdAt: now,
    confirmed: {},
    unpartnered: true,
    crisis: body.crisis ?? false,
    groundRules: { version: 1, items: groundRules.items },
    roles: body.roles ?? [...role.options],
    topics: body.topics ?? [],
    channels: body.channels ?? ['chat'],
    hours: body.hours ?? { always: true },
    duty: body.duty ?? { weekly: [] },
    ...(handover === undefined || handover === null ? {} : { handover }),
    direct: body.direct ?? false,
    credentialsRequired: body.credentialsRequired ?? [],
    limits: limits.parse(body.limits ?? {}),
    policy: policy.parse(body.policy ?? {}),
  };
}
