/** The items of the `home` table. */
import * as z from 'zod';
import { escalation, escalationGoesAt, type Escalation } from '../../domain/escalation.ts';
import { blockId, partnerId, spaceId, volunteerId } from '../../domain/ids.ts';
import { personsPerVolunteerMax } from '../../domain/case-limits.ts';
import { partner, partnerKey, type Partner, type PartnerKey } from '../../domain/partner.ts';
import { feedback, type Feedback } from '../../domain/feedback.ts';
import { report, reportGoesAt, type Report } from '../../domain/report.ts';
import { space, type Space } from '../../domain/space.ts';
import { side } from '../../domain/talk.ts';
import { epochMs } from '../../domain/time.ts';
import { volunteer, type Volunteer } from '../../domain/volunteer.ts';
import { homeKeys } from './keys.ts';
import { recorded } from './record.ts';

export const spaceRecord = recorded<Space>({ schema: space, key: (of) => homeKeys.space(of.id) });
export const volunteerRecord = recorded<Volunteer>({ schema: volunteer, key: (of) => homeKeys.volunteer(of.space, of.id) });
export const partnerRecord = recorded<Partner>({ schema: partner, key: (of) => homeKeys.partner(of.id) });
export const partnerKeyRecord = recorded<PartnerKey>({ schema: partnerKey, key: (of) => homeKeys.partnerKey(of.partner, of.id) });
/** That a partner is there, for the list of all. */
export const listedPartner = z.strictObject({ rev: z.string(), partner: partnerId });
export type ListedPartner = z.infer<typeof listedPartner>;
export const listedPartnerRecord = recorded<ListedPartner>({
  schema: listedPartner,
  key: (of) => homeKeys.listedPartner(of.partner),
});
export const reportRecord = recorded<Report>({
  schema: report,
  key: (of) => homeKeys.report(of.space, of.id),
  timeToLive: reportGoesAt,
});
export const feedbackRecord = recorded<Feedback>({
  schema: feedback,
  key: (of) => homeKeys.feedback(of.space, of),
  timeToLive: (of) => of.until,
});
export const escalationRecord = recorded<Escalation>({
  schema: escalation,
  key: (of) => homeKeys.escalation(of.space, of.id),
  timeToLive: escalationGoesAt,
});

/** That a space is there. It is written together with the space. */
export const listedSpace = z.strictObject({ rev: z.string(), space: spaceId });
export type ListedSpace = z.infer<typeof listedSpace>;
export const listedSpaceRecord = recorded<ListedSpace>({ schema: listedSpace, key: (of) => homeKeys.listedSpace(of.space) });

/** A coordinator of a space, by a keyed digest of their subject at the identity provider. */
export const coordinator = z.strictObject({ rev: z.string(), space: spaceId, subject: z.string(), since: epochMs });
export type Coordinator = z.infer<typeof coordinator>;
export const coordinated = coordinator.omit({ since: true });
export type Coordinated = z.infer<typeof coordinated>;
export const coordinatorRecord = recorded<Coordinator>({
  schema: coordinator,
  key: (of) => homeKeys.coordinator(of.space, of.subject),
});

/** The same, found by the person. It is written and removed together with the coordinator. */
export const coordinatedRecord = recorded<Coordinated>({
  schema: coordinated,
  key: (of) => homeKeys.coordinated(of.subject, of.space),
});

/** Which volunteer a signed-in person (keyed digest) is in a space. */
export const membership = z.strictObject({ rev: z.string(), subject: z.string(), space: spaceId, volunteer: volunteerId });
export type Membership = z.infer<typeof membership>;
export const membershipRecord = recorded<Membership>({
  schema: membership,
  key: (of) => homeKeys.membership(of.subject, of.space),
});

export const invitation = z.strictObject({
  rev: z.string(),
  /** Keyed digest of the code. */
  digest: z.string(),
  space: spaceId,
  volunteer: volunteerId,
  expiresAt: epochMs,
  /** Keyed digest of the person who accepted. */
  usedBy: z.string().optional(),
});
export type Invitation = z.infer<typeof invitation>;
export const invitationRecord = recorded<Invitation>({
  schema: invitation,
  key: (of) => homeKeys.invitation(of.digest),
  timeToLive: (of) => of.expiresAt,
});

/**
 * A person (keyed digest) who was this volunteer until lately. A report about a talk of that time stays hidden from this person, although the
 * record or its login is gone.
 */
export const formerLogin = z.strictObject({
  rev: z.string(),
  space: spaceId,
  volunteer: volunteerId,
  subject: z.string(),
  until: epochMs,
});
export type FormerLogin = z.infer<typeof formerLogin>;
export const formerLoginRecord = recorded<FormerLogin>({
  schema: formerLogin,
  key: (of) => homeKeys.formerLogin(of.space, of.volunteer, of.subject),
  timeToLive: (of) => of.until,
});

/** A pair that is not matched again: a seeker's keyed pseudonym and a volunteer. */
export const block = z.strictObject({
  rev: z.string(),
  space: spaceId,
  subject: z.string(),
  volunteer: volunteerId,
  /** Since when the pair is blocked. */
  at: epochMs,
  /** Which side blocked first. */
  by: side,
  /** Its id in the list of the space. Absent: an earlier version wrote it, and it is not in the list yet. */
  id: blockId.optional(),
  /** The other side has blocked too. */
  both: z.literal(true).optional(),
  /** One side blocked together with a report. */
  reported: z.literal(true).optional(),
  /** Keyed digests of the persons who were this volunteer when a seeker reported and blocked: the block stays hidden from them. */
  persons: z.array(z.string()).max(personsPerVolunteerMax).optional(),
});
export type Block = z.infer<typeof block>;
export const blockRecord = recorded<Block>({ schema: block, key: (of) => homeKeys.block(of.space, of.subject, of.volunteer) });

/** That a pair is blocked, for the list of its space. It is written and removed together with the block. */
export const listedBlock = z.strictObject({ rev: z.string(), space: spaceId, id: blockId, subject: z.string() });
export type ListedBlock = z.infer<typeof listedBlock>;
export const listedBlockRecord = recorded<ListedBlock>({
  schema: listedBlock,
  key: (of) => homeKeys.listedBlock(of.space, of.id),
});

/** What an Idempotency-Key created: a replay finds it, and another payload is refused. */
export const idempotency = z.strictObject({
  rev: z.string(),
  digest: z.string(),
  payload: z.string(),
  about: z.string(),
  until: epochMs,
});
export type Idempotency = z.infer<typeof idempotency>;
export const idempotencyRecord = recorded<Idempotency>({
  schema: idempotency,
  key: (of) => homeKeys.idempotency(of.digest),
  timeToLive: (of) => of.until,
});

/** Who did what, by keyed digest. Rows are kept and never edited. */
export const auditRow = z.strictObject({
  rev: z.string(),
  space: spaceId,
  id: z.string(),
  at: epochMs,
  what: z.string(),
  by: z.string(),
  about: z.string().optional(),
  /** Keyed digests of the persons who must not see this row: those that its report names, or that a seeker blocked. */
  hiddenFrom: z.array(z.string()).max(personsPerVolunteerMax).optional(),
});
export type AuditRow = z.infer<typeof auditRow>;
export const auditRecord = recorded<AuditRow>({ schema: auditRow, key: (of) => homeKeys.audit(of.space, of.at, of.id) });
