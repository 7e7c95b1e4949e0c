/**
 * A volunteer leaves or is deleted. Off at once: open offers are withdrawn. An open talk goes on, and the volunteer can still end it. When no talk is
 * open, the record, its seat, its login and its invitation are forgotten.
 */
import type * as z from 'zod';
import { keptOfVolunteerKinds, type volunteerRoutes } from '../../contract/volunteers.ts';
import type { Problem } from '../../contract/problems.ts';
import type { SpaceId, VolunteerId } from '../../domain/ids.ts';
import { formerLoginSeconds } from '../../domain/case-limits.ts';
import { pageItemsMax } from '../../domain/limits.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { plusSeconds, toIso, type EpochMs } from '../../domain/time.ts';
import type { Space } from '../../domain/space.ts';
import type { Volunteer } from '../../domain/volunteer.ts';
import type { Ports, Write } from '../../ports.ts';
import { audit, type AuditCode } from '../store/audit-rows.ts';
import { volunteerRecord } from '../store/home-records.ts';
import { homeKeys, leaversPk, liveKeys } from '../store/keys.ts';
import { leaverRecord, seatRecord, type Leaver } from '../store/live-records.ts';
import { notFound } from '../store/problems.ts';
import { isHeld } from '../store/held.ts';
import { spaceOr404 } from '../store/load-space.ts';
import { wake } from '../store/rooms.ts';
import { load, loadItem, pages, transact } from '../store/transact.ts';
import { endWhatItStrands } from '../talk-requests/end-stranded.ts';
import { strandingOf, type Stranding } from '../talk-requests/stranding.ts';
import { asItWas, readable, readOne } from '../store/unreadable.ts';
import { invitationEnded } from './invitation.ts';
import { volunteerOr404 } from './load-volunteer.ts';
import { unlinked } from './relink.ts';
import { saveProfile } from './save-profile.ts';

export type LeavingView = z.infer<(typeof volunteerRoutes)['leaveSpace']['answers'][202]>;

interface Removal {
  readonly space: SpaceId;
  readonly volunteer: VolunteerId;
  /** Keyed digest of the person who does it. */
  readonly by: string;
  readonly what: Extract<AuditCode, 'volunteer-left' | 'volunteer-deleted'>;
  /**
   * Whether a coordinator who deletes the volunteer knows that the requests end that no volunteer could serve any more. Absent: the volunteer
   * leaves. Leaving is never refused, and ends no request.
   */
  readonly endStranded?: boolean;
}

interface Gone {
  readonly space: Space;
  readonly leftAt: EpochMs;
  readonly wakes: boolean;
  readonly stranding?: Stranding | undefined;
}

/** Takes the volunteer off, and forgets the record at once or when the open talks have ended. 404, 409 would-strand. A repetition changes nothing. */
export async function removeVolunteer(ports: Ports, removal: Removal, now: EpochMs): Promise<Result<LeavingView, Problem>> {
  const { space: id, volunteer } = removal;
  const gone = await transact<Gone>(ports, async () => {
    const member = await volunteerOr404(ports, removal);
    if (!member.ok) return member;
    const { volunteer: before, space } = member.value;
    if (before.leftAt !== undefined) return ok({ writes: [], value: { space, leftAt: before.leftAt, wakes: false } });
    const after: Volunteer = { ...before, status: 'suspended', leftAt: now };
    const edits = { space: { before: space, after: space }, volunteer: { before, after } };
    const { endStranded } = removal;
    const stranding = endStranded === undefined ? ok(undefined) : await strandingOf(ports, { ...edits, endStranded }, now);
    if (!stranding.ok) return stranding;
    const change = await saveProfile(ports, { space, before, after, off: true }, now);
    if (!change.ok) return change;
    const leaver = leaverRecord.overwrite(ports.ids, { rev: '', space: id, volunteer, since: now });
    const rows = audit(ports.ids, { spaces: [id], what: removal.what, about: volunteer, by: removal.by }, now);
    const writes = [...change.value.writes, leaver, ...rows, ...(stranding.value?.writes ?? [])];
    return ok({ writes, value: { space, leftAt: now, wakes: change.value.wakes, stranding: stranding.value } });
  });
  if (!gone.ok) return gone;
  await endWhatItStrands(ports, gone.value, now);
  if (gone.value.wakes) await wake(ports, id);
  const forgotten = await forget(ports, { space: id, volunteer }, now);
  // The record is marked, so the volunteer has left: what cannot be deleted now is deleted within minutes.
  const deleted = forgotten.ok && forgotten.value;
  const receipt = {
    id: `rcp_${ports.crypto.mac('leaving', volunteer)}`,
    volunteer,
    leftAt: toIso(gone.value.leftAt),
    deleted,
    kept: [...keptOfVolunteerKinds],
  };
  return ok({ receipt });
}

/** Forgets the volunteers who have left and talk no more. One that cannot be forgotten now stops no other. Returns how many were forgotten. */
export async function forgetLeavers(ports: Ports, now: EpochMs): Promise<Result<number, Problem>> {
  let forgotten = 0;
  for await (const page of pages(ports, { table: 'live', pk: leaversPk, limit: pageItemsMax })) {
    if (!page.ok) return page;
    for (const leaver of readable(ports, leaverRecord, page.value.items)) {
      const done = await forget(ports, leaver, now);
      if (done.ok && done.value) forgotten += 1;
      if (!done.ok) ports.log.write({ code: 'leaver-kept', fields: { space: leaver.space, volunteer: leaver.volunteer } });
    }
  }
  return ok(forgotten);
}

/** Whether the record is gone. False while a talk is open. */
function forget(ports: Ports, which: Pick<Leaver, 'space' | 'volunteer'>, now: EpochMs): Promise<Result<boolean, Problem>> {
  const row: Write = { kind: 'delete', key: liveKeys.leaver(which.space, which.volunteer), expected: { kind: 'any' } };
  return transact<boolean>(ports, async () => {
    const profile = await load(ports, homeKeys.volunteer(which.space, which.volunteer), volunteerRecord);
    if (!profile.ok) return profile;
    if (profile.value === undefined) return ok({ writes: [row], value: true });
    if (profile.value.leftAt === undefined) return err(notFound);
    const seat = await seatGone(ports, which, { leftAt: profile.value.leftAt, now });
    if (!seat.ok) return seat;
    if (seat.value === 'talking') return ok({ writes: [], value: false });
    const link = await unlinked(ports, profile.value, now);
    if (!link.ok) return link;
    const invitation = await invitationEnded(ports, profile.value);
    if (!invitation.ok) return invitation;
    return ok({
      writes: [volunteerRecord.remove(profile.value), seat.value, ...invitation.value, ...link.value, row],
      value: true,
    });
  });
}

/**
 * The write after which there is no seat; `talking` while a talk goes on. A talk whose request cannot be read goes on until the longest talk would
 * be over. A seat that cannot be read is deleted when no talk can be left of the time before the volunteer left. 503.
 */
async function seatGone(
  ports: Ports,
  which: Pick<Leaver, 'space' | 'volunteer'>,
  { leftAt, now }: { readonly leftAt: EpochMs; readonly now: EpochMs },
): Promise<Result<Write | 'talking', Problem>> {
  const key = liveKeys.seat(which.space, which.volunteer);
  const item = await loadItem(ports, key);
  if (!item.ok) return item;
  if (item.value === undefined) return ok({ kind: 'check', key, expected: { kind: 'absent' } });
  const seat = readOne(ports, seatRecord, item.value);
  if (!seat.ok) {
    const isOver = plusSeconds(leftAt, formerLoginSeconds) <= now;
    return ok(isOver ? { kind: 'delete', key, expected: asItWas(item.value) } : 'talking');
  }
  const space = await spaceOr404(ports, which.space);
  if (!space.ok) return space;
  for (const { request } of [...seat.value.talks, ...seat.value.offers]) {
    const held = await isHeld(ports, seat.value, request, { space: space.value, now });
    if (!held.ok) return held;
    if (held.value) return ok('talking');
  }
  return ok(seatRecord.remove(seat.value));
}
