import type * as z from 'zod';
import type { meBody } from '../../contract/volunteers.ts';
import type { FieldError, Problem } from '../../contract/problems.ts';
import type { SpaceId } from '../../domain/ids.ts';
import { unknownTerms } from '../../domain/offered-terms.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Space } from '../../domain/space.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import type { Caller } from '../access/callers.ts';
import { merged } from '../store/merged.ts';
import { saveProfile } from '../volunteers/save-profile.ts';
import { presentSeat } from '../store/seats.ts';
import { transact } from '../store/transact.ts';
import { wake } from '../store/rooms.ts';
import { explainedMe, type MeView } from './me-view.ts';
import { volunteerOf } from '../volunteers/volunteer-of.ts';

export interface EditMe {
  readonly caller: Caller;
  readonly space: SpaceId;
  readonly body: z.infer<typeof meBody>;
}

/**
 * A volunteer changes their languages, topics, muted topics and caps, and whether they may be called out. Profile, seat and
 * offers that no longer fit change together. 401, 404, 422 for a cap above that of the space,
 * and for languages and topics that the space does not have. A repetition changes nothing more.
 * Of two edits at once the later wins, field by field.
 */
export async function editMe(ports: Ports, command: EditMe, now: EpochMs): Promise<Result<MeView, Problem>> {
  const { body } = command;
  const edited = await transact(ports, async () => {
    const member = await volunteerOf(ports, command.caller, command.space);
    if (!member.ok) return member;
    const { volunteer: before, space } = member.value;
    const errors = [...unknownTerms(space, body), ...aboveSpace(body.limits, space.limits)];
    if (errors.length > 0) return err<Problem>({ code: 'unprocessable', errors });
    const { limits, ...rest } = body;
    const after = { ...merged(before, rest), limits: merged(before.limits, limits ?? {}) };
    const change = await saveProfile(ports, { space, before, after }, now);
    if (!change.ok) return change;
    const { writes, volunteer, wakes } = change.value;
    return ok({ writes, value: { volunteer, space, wakes } });
  });
  if (!edited.ok) return edited;
  const { volunteer, space, wakes } = edited.value;
  const seat = await presentSeat(ports, space, volunteer.id, now);
  if (!seat.ok) return seat;
  if (wakes) await wake(ports, command.space);
  return explainedMe(ports, { volunteer, space, seat: seat.value }, now);
}

function aboveSpace(own: EditMe['body']['limits'], space: Space['limits']): readonly FieldError[] {
  return (['talksPerDay', 'capacityMax'] as const).flatMap((name) =>
    (own?.[name] ?? 0) > space[name]
      ? [{ pointer: `/limits/${name}`, detail: `Must be at most ${space[name]} in this space.` }]
      : [],
  );
}
