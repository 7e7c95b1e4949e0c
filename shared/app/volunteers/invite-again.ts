import type { Problem } from '../../contract/problems.ts';
import type { SpaceId, VolunteerId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { toIso, type EpochMs } from '../../domain/time.ts';
import type { Volunteer } from '../../domain/volunteer.ts';
import type { Ports } from '../../ports.ts';
import { coordinatorOf, type Caller } from '../access/callers.ts';
import { audit } from '../store/audit-rows.ts';
import { invitationRecord, volunteerRecord } from '../store/home-records.ts';
import { transact } from '../store/transact.ts';
import { invitationCode, invitationEnded, newInvitation } from './invitation.ts';
import { volunteerOr404 } from './load-volunteer.ts';

export interface InviteAgain {
  readonly caller: Caller;
  readonly space: SpaceId;
  readonly volunteer: VolunteerId;
}

export interface InvitationView {
  readonly code: string;
  readonly expiresAt: string;
}

/**
 * A new invitation of a volunteer: one whose code was lost or has expired, or who needs another login. The old code stops working. A login that
 * the volunteer has goes on until the new code is accepted. 401, 404; 409 already-over for a volunteer who has left. Each call makes a new code.
 */
export async function inviteAgain(ports: Ports, command: InviteAgain, now: EpochMs): Promise<Result<InvitationView, Problem>> {
  const { space } = command;
  const who = await coordinatorOf(ports, command.caller, space);
  if (!who.ok) return who;
  return transact(ports, async () => {
    const member = await volunteerOr404(ports, command);
    if (!member.ok) return member;
    const before = member.value.volunteer;
    if (before.leftAt !== undefined) return err({ code: 'already-over' });
    const ended = await invitationEnded(ports, before);
    if (!ended.ok) return ended;
    const after: Volunteer = { ...before, invitedAgain: (before.invitedAgain ?? 0) + 1 };
    const invitation = newInvitation(ports.crypto, after, now);
    const entry = { spaces: [space], what: 'volunteer-invited-again', about: before.id, by: who.value.subject } as const;
    return ok({
      writes: [
        volunteerRecord.put(ports.ids, after, before),
        invitationRecord.put(ports.ids, invitation, undefined),
        ...ended.value,
        ...audit(ports.ids, entry, now),
      ],
      value: { code: invitationCode(ports.crypto, after), expiresAt: toIso(invitation.expiresAt) },
    });
  });
}
