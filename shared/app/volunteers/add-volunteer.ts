import type { VolunteerCreation } from '../../contract/volunteers.ts';
import type { Problem } from '../../contract/problems.ts';
import { volunteerId, type SpaceId, type VolunteerId } from '../../domain/ids.ts';
import { unknownTerms } from '../../domain/offered-terms.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { toIso, type EpochMs } from '../../domain/time.ts';
import type { Volunteer } from '../../domain/volunteer.ts';
import type { Ports, Crypto, Write } from '../../ports.ts';
import { coordinatorOf, type Caller } from '../access/callers.ts';
import { audit } from '../store/audit-rows.ts';
import type { SeatedVolunteer } from './eligibility-view.ts';
import { idempotently } from '../resource/idempotently.ts';
import { saved } from '../store/saved.ts';
import type { Tagged } from '../resource/tagged.ts';
import { unprocessable } from '../resource/unprocessable.ts';
import { load } from '../store/transact.ts';
import { personDigest } from '../store/digests.ts';
import { invitationRecord, membershipRecord, volunteerRecord, type Invitation } from '../store/home-records.ts';
import { homeKeys } from '../store/keys.ts';
import { jsonObject } from '../store/json.ts';
import { spaceOr404 } from '../store/load-space.ts';
import { credentialsOf } from './credentials.ts';
import { invitationCode, invitationDigest, newInvitation } from './invitation.ts';
import { loadSeated, volunteerOr404 } from './load-volunteer.ts';
import { volunteerViewOf, type VolunteerView } from './volunteer-view.ts';

export interface AddVolunteer {
  readonly caller: Caller;
  readonly space: SpaceId;
  readonly key?: string | undefined;
  readonly body: VolunteerCreation;
}

export type AddedView = VolunteerView & { readonly invitation?: { readonly code: string; readonly expiresAt: string } };

/**
 * Adds a volunteer, for coordinators of the space. With `subject` the volunteer is linked at once, and is active unless the body
 * says otherwise. Without it they are invited: the answer, and its replays until the invitation is used, contain the code. 401,
 * 404, 422 unprocessable (also if that person is already a volunteer of the space), idempotency-mismatch.
 */
export async function addVolunteer(
  ports: Ports,
  command: AddVolunteer,
  now: EpochMs,
): Promise<Result<Tagged<AddedView>, Problem>> {
  const { body, caller, key } = command;
  const who = await coordinatorOf(ports, caller, command.space);
  if (!who.ok) return who;
  const space = await spaceOr404(ports, command.space);
  if (!space.ok) return space;
  const unknown = unknownTerms(space.value, body);
  if (unknown.length > 0) return err({ code: 'unprocessable', errors: unknown });
  const subject = body.subject === undefined ? undefined : personDigest(ports.crypto, body.subject);
  const profile = newVolunteer(command, { id: volunteerId.parse(ports.ids.fresh('vol')), subject }, now);
  if (!profile.ok) return profile;
  return idempotently(
    ports,
    { caller, route: 'addVolunteer', space: command.space, key, payload: jsonObject(body), now },
    {
      make: async () => {
        const link = await linking(ports, profile.value, now);
        if (!link.ok) return link;
        const { write, entity } = saved(ports.ids, volunteerRecord, { after: profile.value });
        const about = { about: entity.id, by: who.value.subject };
        const rows = audit(ports.ids, { spaces: [command.space], what: 'volunteer-added', ...about }, now);
        const value = addedViewOf(
          ports.crypto,
          { volunteer: entity, space: space.value, seat: undefined },
          link.value.invitation,
          now,
        );
        return ok({ writes: [write, link.value.write, ...rows], about: entity.id, value });
      },
      again: (about) => added(ports, { space: command.space, volunteer: volunteerId.parse(about) }, now),
    },
  );
}

function newVolunteer(
  { space, body }: AddVolunteer,
  { id, subject }: { readonly id: VolunteerId; readonly subject: string | undefined },
  now: EpochMs,
): Result<Volunteer, Problem> {
  const credentials = credentialsOf(body.credentials);
  if (!credentials.ok) return credentials;
  const { subject: _sub, label, status, channels, ...said } = body;
  const linked = subject === undefined ? {} : { subject };
  return ok({
    ...said,
    ...linked,
    ...(label === undefined ? {} : { label }),
    ...(channels === undefined ? {} : { channels }),
    id,
    space,
    rev: '',
    createdAt: now,
    status: status ?? (subject === undefined ? 'invited' : 'active'),
    credentials: credentials.value,
  });
}

/**
 * The write that links the volunteer to a person: at once, or by an invitation. One person is at most one volunteer of a space.
 */
async function linking(
  ports: Ports,
  profile: Volunteer,
  now: EpochMs,
): Promise<Result<{ readonly write: Write; readonly invitation?: Invitation }, Problem>> {
  const { id: volunteer, space, subject } = profile;
  if (subject === undefined) {
    const invitation = newInvitation(ports.crypto, profile, now);
    return ok({ write: invitationRecord.put(ports.ids, invitation, undefined), invitation });
  }
  const known = await load(ports, homeKeys.membership(subject, space), membershipRecord);
  if (!known.ok) return known;
  if (known.value !== undefined) return err(unprocessable('/subject', 'This person is already a volunteer of this space.'));
  return ok({ write: membershipRecord.put(ports.ids, { rev: '', subject, space, volunteer }, undefined) });
}

async function added(
  ports: Ports,
  which: { readonly space: SpaceId; readonly volunteer: VolunteerId },
  now: EpochMs,
): Promise<Result<Tagged<AddedView>, Problem>> {
  const member = await volunteerOr404(ports, which);
  if (!member.ok) return member;
  const digest = invitationDigest(ports.crypto, invitationCode(ports.crypto, member.value.volunteer));
  const invitation = await load(ports, homeKeys.invitation(digest), invitationRecord);
  if (!invitation.ok) return invitation;
  const shown = await loadSeated(ports, member.value);
  return shown.ok ? ok(addedViewOf(ports.crypto, shown.value, invitation.value, now)) : shown;
}

function addedViewOf(
  crypto: Crypto,
  shown: SeatedVolunteer,
  invitation: Invitation | undefined,
  now: EpochMs,
): Tagged<AddedView> {
  const { volunteer } = shown;
  const view = volunteerViewOf(shown, now);
  if (invitation === undefined || invitation.usedBy !== undefined) return { view, etag: volunteer.rev };
  const { expiresAt } = invitation;
  return {
    view: { ...view, invitation: { code: invitationCode(crypto, volunteer), expiresAt: toIso(expiresAt) } },
    etag: volunteer.rev,
  };
}
