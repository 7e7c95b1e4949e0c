/** Who may see which reports of a space. Never the person that a report names, whatever other role that person has there. */
import type { Problem } from '../../contract/problems.ts';
import type { SpaceId, VolunteerId } from '../../domain/ids.ts';
import type { Report } from '../../domain/report.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { pageItemsMax } from '../../domain/limits.ts';
import type { Ports } from '../../ports.ts';
import { person, type Caller } from '../access/callers.ts';
import { coordinatorRecord, membershipRecord } from '../store/home-records.ts';
import { coordinatorPrefix, homeKeys, spacePk } from '../store/keys.ts';
import { spaceOr404 } from '../store/load-space.ts';
import { notFound } from '../store/problems.ts';
import { load, pages } from '../store/transact.ts';
import { readable } from '../store/unreadable.ts';

/** A person (keyed digest), and the volunteer of the space that this person also is, if any. */
export interface Self {
  readonly subject: string;
  readonly volunteer: VolunteerId | undefined;
}

/** Whether a seeker has reported this person. */
export function names({ by, volunteer, persons = [] }: Pick<Report, 'by' | 'volunteer' | 'persons'>, self: Self): boolean {
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
 * those that name every coordinator, and all of them while the space has no coordinator. 401; 404 for every other person.
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
 * Which reports no coordinator of the space may see: those that name each of them, and all while there is none. A report can name two people,
 * who were the volunteer one after the other. A coordinator who
 * cannot be read sees none.
 */
export async function hiddenFromCoordinators(
  ports: Ports,
  space: SpaceId,
): Promise<Result<(report: Report) => boolean, Problem>> {
  const coordinators: Self[] = [];
  for await (const page of pages(ports, { table: 'home', pk: spacePk(space), prefix: coordinatorPrefix, limit: pageItemsMax })) {
    if (!page.ok) return page;
    for (const { subject } of readable(ports, coordinatorRecord, page.value.items)) {
      const self = await selfIn(ports, { subject, space });
      if (!self.ok) return self;
      coordinators.push(self.value);
    }
  }
  return ok((report) => coordinators.every((self) => names(report, self)));
}
