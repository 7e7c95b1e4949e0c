/** The off-shift paging of the service beside any policy: the very rule, told what the service notes on seats and requests. */
import type { RequestId, VolunteerId } from '../../shared/domain/ids.ts';
import { pagesFor, strandedIn } from '../../shared/domain/policy/paging.ts';
import type { OffShift } from '../../shared/domain/policy/paging.ts';
import type { Snapshot } from '../../shared/domain/policy/plan.ts';
import { policy } from '../../shared/domain/policy/policy.ts';
import type { Policy } from '../../shared/domain/policy/policy.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import type { Known, SimPolicy, SimPolicyKind } from './sim-policy.ts';

/** What makes a baseline page. */
export const pagingSuffix = '+paging';

/** The baseline, and pages for those whom nobody on can serve, as many as the service sends by default. */
export function withPaging(kind: SimPolicyKind): SimPolicyKind {
  const name = `${kind.name}${pagingSuffix}`;
  const { start } = paging(kind, policy.parse({}));
  return { name, about: `${kind.about}, with sparse off-shift paging`, start: (known) => ({ ...start(known), name }) };
}

/** The same policy, and pages for those whom nobody on can serve, as many as these settings say. */
export function paging(kind: SimPolicyKind, settings: Policy): SimPolicyKind {
  if (settings.pagesAtOnce === 0) return kind;
  return {
    ...kind,
    start: (known) => {
      const inner = kind.start(known);
      const pager = new Pager(known, settings);
      return { ...inner, decide: (snapshot, now) => ({ ...inner.decide(snapshot, now), pages: pager.pages(snapshot, now) }) };
    },
  };
}

/** The same, and nobody comes who was off: for bounds, which know only who is on. */
export function withoutPages(inner: SimPolicy): SimPolicy {
  return { ...inner, decide: (snapshot, now) => ({ ...inner.decide(snapshot, now), pages: [] }) };
}

class Pager {
  readonly #known: Known;
  readonly #settings: Policy;
  readonly #pagedFor = new Map<RequestId, EpochMs>();
  readonly #pagedAt = new Map<VolunteerId, EpochMs>();

  constructor(known: Known, settings: Policy) {
    this.#known = known;
    this.#settings = settings;
  }

  pages(snapshot: Snapshot, now: EpochMs): readonly VolunteerId[] {
    const talks = snapshot.talks.map((talk) => {
      const pagedAt = this.#pagedFor.get(talk.id);
      return pagedAt === undefined ? talk : { ...talk, pagedAt };
    });
    const stranded = strandedIn({ ...snapshot, talks }, this.#settings, now);
    if (stranded.length === 0) return [];
    const pages = pagesFor(stranded, this.#off(snapshot), this.#settings.pagesAtOnce, now);
    for (const { request, volunteers } of pages) {
      this.#pagedFor.set(request, now);
      for (const volunteer of volunteers) this.#pagedAt.set(volunteer, now);
    }
    return pages.flatMap(({ volunteers }) => volunteers);
  }

  /** How long somebody has been idle the simulated room does not tell; whoever was paged longer ago comes first all the same. */
  #off({ seats }: Snapshot): readonly OffShift[] {
    const on = new Set(seats.map(({ volunteer }) => volunteer));
    return this.#known.people
      .filter(({ volunteer }) => !on.has(volunteer))
      .map(({ volunteer, facts }) => ({
        volunteer,
        facts,
        idleSince: this.#known.from,
        pagedAt: this.#pagedAt.get(volunteer),
      }));
  }
}
