import type { VolunteerEdit } from '../../contract/volunteers.ts';
import type { Problem } from '../../contract/problems.ts';
import type { SpaceId, VolunteerId } from '../../domain/ids.ts';
import { unknownTerms } from '../../domain/offered-terms.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Volunteer } from '../../domain/volunteer.ts';
import type { Ports, Write } from '../../ports.ts';
import { coordinatorOf, type Caller } from '../access/callers.ts';
import { editOnce } from '../resource/edit-once.ts';
import { unprocessable } from '../resource/unprocessable.ts';
import { personDigest } from '../store/digests.ts';
import { membershipRecord } from '../store/home-records.ts';
import { homeKeys } from '../store/keys.ts';
import { load } from '../store/transact.ts';
import { invitationEnded } from './invitation.ts';
import { linkedTo, linkOf, unlinked } from './relink.ts';
import { merged } from '../store/merged.ts';
import { endWhatItStrands } from '../talk-requests/end-stranded.ts';
import { strandingOf, type Stranding } from '../talk-requests/stranding.ts';
import { saveProfile } from './save-profile.ts';
import type { Tagged } from '../resource/tagged.ts';
import { wake } from '../store/rooms.ts';
import { credentialsOf } from './credentials.ts';
import { loadSeated, volunteerOr404, type Member } from './load-volunteer.ts';
import { volunteerViewOf, type VolunteerView } from './volunteer-view.ts';

export interface EditVolunteer {
  readonly caller: Caller;
  readonly space: SpaceId;
  readonly volunteer: VolunteerId;
  readonly ifMatch?: readonly string[] | undefined;
  readonly body: VolunteerEdit;
  /** The caller knows that the requests end that no volunteer could serve any more. */
  readonly endStranded?: boolean;
}

const audited = { suspended: 'volunteer-suspended', active: 'volunteer-activated' } as const;

/**
 * Edits a volunteer, for coordinators of the space. Profile, seat and withdrawn offers change together. Once the edit is
 * acknowledged, no offer comes that the edit rules out. A suspended volunteer goes off; an open talk continues. With `subject` the volunteer
 * gets another login: the old one loses its access at once, and the volunteer goes off. 401, 404, 409 would-strand, 412 stale, 422, 428 precondition-required.
 */
export async function editVolunteer(
  ports: Ports,
  command: EditVolunteer,
  now: EpochMs,
): Promise<Result<Tagged<VolunteerView>, Problem>> {
  const { body, space } = command;
  const who = await coordinatorOf(ports, command.caller, space);
  if (!who.ok) return who;
  const credentials = body.credentials === undefined ? ok(undefined) : credentialsOf(body.credentials);
  if (!credentials.ok) return credentials;
  const { subject: sub, ...said } = body;
  const subject = sub === undefined ? undefined : personDigest(ports.crypto, sub);
  const edit = { ...said, credentials: credentials.value };
  const plain = subject === undefined ? 'volunteer-edited' : 'volunteer-login-changed';
  const what = body.status === undefined ? plain : audited[body.status];
  const answer = (member: Member, wakes: boolean, stranding?: Stranding) => ({ member, wakes, stranding });
  const edited = await editOnce<Member & { rev: string }, ReturnType<typeof answer>>(
    ports,
    { ifMatch: command.ifMatch, audit: { spaces: [space], what, about: command.volunteer, by: who.value.subject }, now },
    {
      read: async () => {
        const member = await volunteerOr404(ports, command);
        return member.ok ? ok({ ...member.value, rev: member.value.volunteer.rev }) : member;
      },
      change: async (member) => {
        const before = member.volunteer;
        if (before.leftAt !== undefined) return err(unprocessable('', 'This volunteer has left.'));
        const unknown = unknownTerms(member.space, body);
        if (unknown.length > 0) return err({ code: 'unprocessable', errors: unknown });
        const link = await relink(ports, before, subject, now);
        if (!link.ok) return link;
        const after = editedVolunteer(link.value.linked, edit);
        const { space: kept } = member;
        const edits = { space: { before: kept, after: kept }, volunteer: { before, after } };
        const stranding = await strandingOf(ports, { ...edits, endStranded: command.endStranded ?? false }, now);
        if (!stranding.ok) return stranding;
        const off = link.value.writes.length > 0 ? { off: true as const } : {};
        const change = await saveProfile(ports, { space: kept, before, after, ...off }, now);
        if (!change.ok) return change;
        const { writes, volunteer, wakes } = change.value;
        return ok({
          writes: [...writes, ...link.value.writes, ...stranding.value.writes],
          value: answer({ volunteer, space: kept }, wakes, stranding.value),
        });
      },
      done: (member) => answer(member, true),
    },
  );
  if (!edited.ok) return edited;
  const { member: saved, wakes, stranding } = edited.value;
  await endWhatItStrands(ports, { space: saved.space, stranding }, now);
  if (wakes) await wake(ports, space);
  const shown = await loadSeated(ports, saved);
  return shown.ok ? ok({ view: volunteerViewOf(shown.value, now), etag: shown.value.volunteer.rev }) : shown;
}

/** The volunteer with the login `subject` (keyed digest), and the writes that change the link. None if the login is the present one. */
async function relink(
  ports: Ports,
  before: Volunteer,
  subject: string | undefined,
  now: EpochMs,
): Promise<Result<{ readonly linked: Volunteer; readonly writes: readonly Write[] }, Problem>> {
  if (subject === undefined || subject === before.subject) return ok({ linked: before, writes: [] });
  const known = await load(ports, homeKeys.membership(subject, before.space), membershipRecord);
  if (!known.ok) return known;
  if (known.value !== undefined) return err(unprocessable('/subject', 'This person is already a volunteer of this space.'));
  const former = await unlinked(ports, before, now);
  if (!former.ok) return former;
  // A person who holds the old code must not take the place of the new person.
  const ended = await invitationEnded(ports, before);
  if (!ended.ok) return ended;
  return ok({ linked: linkedTo(before, subject), writes: [...former.value, ...ended.value, linkOf(ports, before, subject)] });
}

type Edit = Omit<VolunteerEdit, 'credentials' | 'subject'> & { readonly credentials: Volunteer['credentials'] | undefined };

function editedVolunteer(before: Volunteer, { limits, label, ...rest }: Edit): Volunteer {
  const { label: old, ...changed } = { ...merged<Volunteer>(before, rest), limits: merged(before.limits, limits ?? {}) };
  const kept = label === undefined ? old : (label ?? undefined);
  return kept === undefined ? changed : { ...changed, label: kept };
}
