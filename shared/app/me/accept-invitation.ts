import type { Problem } from '../../contract/problems.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { person, type Caller } from '../access/callers.ts';
import { audit } from '../store/audit-rows.ts';
import { saveProfile } from '../volunteers/save-profile.ts';
import { unprocessable } from '../resource/unprocessable.ts';
import { invitationDigest } from '../volunteers/invitation.ts';
import { loadSeated, volunteerOr404 } from '../volunteers/load-volunteer.ts';
import { linkedTo, linkOf, unlinked } from '../volunteers/relink.ts';
import { transact, load, type Transaction } from '../store/transact.ts';
import { invitationRecord, membershipRecord, type Invitation } from '../store/home-records.ts';
import { homeKeys } from '../store/keys.ts';
import { explainedMe, type MeView } from './me-view.ts';
import type { SeatedVolunteer } from '../volunteers/eligibility-view.ts';
import { notFound } from '../store/problems.ts';

export interface AcceptInvitation {
  readonly caller: Caller;
  readonly code: string;
}

/**
 * Links the caller to the invited volunteer, who becomes active. A login that the volunteer had loses its access, and the volunteer goes off. 401; 404 for a code that is unknown or expired; 409
 * invitation-used if another person was faster; 422 if the caller is already a volunteer of the space. The person who accepted
 * may repeat the call.
 */
export async function acceptInvitation(ports: Ports, command: AcceptInvitation, now: EpochMs): Promise<Result<MeView, Problem>> {
  const who = person(command.caller);
  if (!who.ok) return who;
  const { subject } = who.value;
  const digest = invitationDigest(ports.crypto, command.code);
  const accepted = await transact(ports, async (): Promise<Result<Transaction<SeatedVolunteer>, Problem>> => {
    const found = await load(ports, homeKeys.invitation(digest), invitationRecord);
    if (!found.ok) return found;
    const invitation = found.value;
    if (invitation === undefined) return err(notFound);
    const member = await volunteerOr404(ports, invitation);
    if (!member.ok) return member;
    if (invitation.usedBy === subject) {
      // The volunteer has another login since then.
      if (member.value.volunteer.subject !== subject) return err({ code: 'invitation-used' });
      const mine = await loadSeated(ports, member.value);
      return mine.ok ? ok({ writes: [], value: mine.value }) : mine;
    }
    const allowed = await mayAccept(ports, { invitation, subject }, now);
    if (!allowed.ok) return allowed;
    const { space, volunteer: before } = member.value;
    if (before.leftAt !== undefined) return err(notFound);
    const former = await unlinked(ports, before, now);
    if (!former.ok) return former;
    const isAnother = before.subject !== undefined;
    const change = await saveProfile(
      ports,
      { space, before, after: linkedTo(before, subject), ...(isAnother ? { off: true as const } : {}) },
      now,
    );
    if (!change.ok) return change;
    const writes = [
      ...change.value.writes,
      ...former.value,
      invitationRecord.put(ports.ids, { ...invitation, usedBy: subject }, invitation),
      linkOf(ports, before, subject),
      ...audit(ports.ids, { spaces: [space.id], what: 'invitation-accepted', about: before.id, by: subject }, now),
    ];
    return ok({ writes, value: { volunteer: change.value.volunteer, seat: change.value.seat, space } });
  });
  return accepted.ok ? explainedMe(ports, accepted.value, now) : accepted;
}

async function mayAccept(
  ports: Ports,
  { invitation, subject }: { readonly invitation: Invitation; readonly subject: string },
  now: EpochMs,
): Promise<Result<void, Problem>> {
  if (invitation.expiresAt <= now) return err(notFound);
  if (invitation.usedBy !== undefined) return err({ code: 'invitation-used' });
  const known = await load(ports, homeKeys.membership(subject, invitation.space), membershipRecord);
  if (!known.ok) return known;
  return known.value === undefined ? ok() : err(unprocessable('', 'The caller is already a volunteer of this space.'));
}
