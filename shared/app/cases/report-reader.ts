/** Who may see which reports of a space. Never the person that a report names, whatever other role that person has there. */
import type { Problem } from '../../contract/problems.ts';
import type { SpaceId, VolunteerId } from '../../domain/ids.ts';
import type { Report } from '../../domain/report.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Ports } from '../../ports.ts';
import { person, type Caller } from '../access/callers.ts';
import { coordinatorRecord, membershipRecord } from '../store/home-records.ts';
import { coordinatorPrefix, homeKeys, spacePk } from '../store/keys.ts';
import { spaceOr404 } from '../store/load-space.ts';
import { notFound } from '../store/problems.ts';
import { load, query } from '../store/transact.ts';
import { readable } from '../store/unreadable.ts';

/** A person (keyed digest), and the volunteer of the space that this person also is, if any. */
export interface Self {
  readonly subject: string;
  readonly volunteer: VolunteerId | undefined;
}

/** Whether a seeker has reported this person. */
export function names({ by, volunteer, persons = [] }: Report, self: Self): boolean {
  return by === 'seeker' && (volunteer === self.volunteer || persons.includes(self.subject));
}

/** The person together with the volunteer that they are in the space. */
export async function selfIn(
  ports: Ports,
  { subject, space }: { readonly subject: string; readonly space: SpaceId },
): Promise<Result<Self, Problem>> {
  const membership = await load(ports, homeKeys.membership(subject, space), membershipRecord);
  return membership.ok ? ok({ subject, volunteer: membership.value?.volunteer }) : membership;
}

export interface ReportReader {
  /** Keyed digest of the person. */
  readonly subject: string;
  maySee(report: Report): boolean;
}

/**
 * A coordinator, who sees every report that does not name them; or an operator, who sees the reports that no coordinator of the space may see:
 * those that name the only coordinator, and all of them while the space has no coordinator. 401; 404 for every other person.
 */
export async function reportReader(ports: Ports, caller: Caller, space: SpaceId): Promise<Result<ReportReader, Problem>> {
  const who = person(caller);
  if (!who.ok) return caller.kind === 'nobody' ? who : err(notFound);
  const { subject, operator } = who.value;
  const coordinates = await load(ports, homeKeys.coordinator(space, subject), coordinatorRecord);
  if (!coordinates.ok) return coordinates;
  const self = await selfIn(ports, { subject, space });
  if (!self.ok) return self;
  if (coordinates.value !== undefined) return ok({ subject, maySee: (report) => !names(report, self.value) });
  if (!operator) return err(notFound);
  const known = await spaceOr404(ports, space);
  if (!known.ok) return known;
  const hidden = await hiddenFromCoordinators(ports, space);
  return hidden.ok ? ok({ subject, maySee: (report) => hidden.value(report) && !names(report, self.value) }) : hidden;
}

/**
 * Which reports no coordinator of the space may see. A report names one person, so with two coordinators there is always one who sees it.
 */
export async function hiddenFromCoordinators(
  ports: Ports,
  space: SpaceId,
): Promise<Result<(report: Report) => boolean, Problem>> {
  const page = await query(ports, { table: 'home', pk: spacePk(space), prefix: coordinatorPrefix, limit: 2 });
  if (!page.ok) return page;
  const [first, second] = readable(ports, coordinatorRecord, page.value.items);
  if (first === undefined) return ok(() => true);
  if (second !== undefined) return ok(() => false);
  const self = await selfIn(ports, { subject: first.subject, space });
  return self.ok ? ok((report) => names(report, self.value)) : self;
}
