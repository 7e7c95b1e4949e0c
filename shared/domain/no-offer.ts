/** Why no new offer comes to a volunteer now: the codes that the volunteer is told. */
import { dutyViolations, factViolations, roomViolations, type Violation } from './eligibility.ts';
import { dayMs, instantOf, localDate, wallAt } from './hours/wall-clock.ts';
import { dutyAt, openingOf } from './opening.ts';
import { asOnePerson } from './person.ts';
import { availableAt, onProbation, type Seat } from './seat.ts';
import type { Space } from './space.ts';
import type { Talk } from './talk.ts';
import type { EpochMs } from './time.ts';
import { factsOf, ineligibilities, ineligibilityReasons, type IneligibilityReason, type Volunteer } from './volunteer.ts';

export interface NoOfferReason {
  readonly reason: string;
  /** The kind of credential, the role, or why the space is closed. Never anything personal. */
  readonly what?: string;
  /** When this reason ends by itself, if it does. */
  readonly until?: EpochMs;
}

/** What keeps offers from a volunteer until a person does something, or until duty begins. */
const lasting: ReadonlySet<string> = new Set<IneligibilityReason | Violation | 'draining'>([
  ...ineligibilityReasons,
  'off',
  'draining',
  'lease-lapsed',
  'on-probation',
]);

/** Whether the volunteer may be asked at all now: on, allowed to serve, and with a coordinator on duty if they need one. */
export function mayBeAsked(reasons: readonly NoOfferReason[]): boolean {
  return !reasons.some(({ reason }) => lasting.has(reason));
}

/** The reason comes from what the volunteer does in another space. Only the volunteer is told. */
const inAnotherSpace = 'another-space';

interface Standing {
  readonly volunteer: Volunteer;
  readonly space: Space;
  readonly seat: Seat | undefined;
  /** The seats of the same person in other spaces. Absent: none. */
  readonly elsewhere?: readonly Seat[] | undefined;
}

/** What keeps every new offer from this volunteer now, whoever waits. Empty: nothing. A volunteer who is asked already waits for none. */
export function heldBackBy({ volunteer, space, seat, elsewhere = [] }: Standing, now: EpochMs): readonly NoOfferReason[] {
  const ineligible: readonly NoOfferReason[] = ineligibilities(volunteer, space, now);
  if (seat === undefined) return [...ineligible, { reason: 'off' }];
  if (seat.offers.length > 0) return [{ reason: 'offered' }];
  const current = { ...seat, facts: factsOf(volunteer, space) };
  // Duty, the hours and eligibility have reasons of their own, with more to say.
  const moment = { date: localDate(space.timeZone, now), onDuty: true };
  const own = new Set(roomViolations(current, moment, now));
  const person = asOnePerson(current, elsewhere, moment.date);
  const ofSeat = roomViolations(person, moment, now).flatMap((reason) => {
    if (reason === 'not-active' || reason === 'credential-missing') return [];
    if (reason === 'off' && seat.on === 'draining') return [{ reason: 'draining' }];
    const where = own.has(reason) ? {} : { what: inAnotherSpace };
    if (reason === 'resting') return [{ reason, ...where, until: availableAt(person) }];
    if (reason === 'day-cap-reached') return [{ reason, ...where, until: nextMidnight(space.timeZone, now) }];
    return [{ reason, ...where }];
  });
  return [...ineligible, ...ofSeat, ...withoutDuty(current, space, now), ...whileClosed(space, now)];
}

function withoutDuty(seat: Seat, space: Space, now: EpochMs): readonly NoOfferReason[] {
  if (!onProbation(seat)) return [];
  const { on, changesAt } = dutyAt(space, now);
  return dutyViolations(seat, on).map((reason) => ({ reason, ...(changesAt === undefined ? {} : { until: changesAt }) }));
}

function whileClosed(space: Space, now: EpochMs): readonly NoOfferReason[] {
  const opening = openingOf(space, now);
  if (opening.open) return [];
  return [{ reason: 'space-closed', what: opening.because, ...(opening.opensAt === null ? {} : { until: opening.opensAt }) }];
}

/** When the next day begins on the clocks of the zone. */
function nextMidnight(zone: string, now: EpochMs): EpochMs {
  return instantOf(zone, (Math.floor(wallAt(zone, now) / dayMs) + 1) * dayMs);
}

/**
 * Why none of the requests that wait comes to a volunteer, if nothing else keeps offers away: no request waits, or what all of them ask that
 * this volunteer does not offer. `for-others` says only that requests wait which other volunteers serve. It does not say why, because
 * a volunteer must not learn that a seeker blocked them, nor that this seeker is back.
 */
export function unservedBy(seat: Seat, waiting: readonly Talk[]): readonly NoOfferReason[] {
  if (waiting.length === 0) return [{ reason: 'no-request-waits' }];
  const lacks = waiting.map((talk) => factViolations(talk, seat));
  if (lacks.some((lack) => lack.length === 0)) return [{ reason: 'for-others' }];
  return [...new Set(lacks.flat())].toSorted().map((reason) => ({ reason }));
}
