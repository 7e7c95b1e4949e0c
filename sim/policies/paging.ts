/** The off-shift paging of the service beside any policy: the very rule, told what the service notes on seats and requests. */
import type { RequestId, VolunteerId } from '../../shared/domain/ids.ts';
import { policyLimits } from '../../shared/domain/limits.ts';
import { pagesFor, strandedIn } from '../../shared/domain/policy/paging.ts';
import type { OffShift } from '../../shared/domain/policy/paging.ts';
import type { Snapshot } from '../../shared/domain/policy/plan.ts';
import { policy } from '../../shared/domain/policy/policy.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import type { Known, SimPolicyKind } from './sim-policy.ts';

/** The same policy, and pages for those whom nobody on can serve. */
export function withPaging(kind: SimPolicyKind): SimPolicyKind {
  const name = `${kind.name}+paging`;
  return {
    name,
    about: `${kind.about}, with sparse off-shift paging`,
    start: (known) => {
      const inner = kind.start(known);
      const pager = new Pager(known);
      return {
        ...inner,
        name,
        decide: (snapshot, now) => ({ ...inner.decide(snapshot, now), pages: pager.pages(snapshot, now) }),
      };
    },
  };
}

/** Of the space's own policy the rule needs only how those who wait are ordered. */
const order = policy.parse({});

class Pager {
  readonly #known: Known;
  readonly #pagedFor = new Map<RequestId, EpochMs>();
  readonly #pagedAt = new Map<VolunteerId, EpochMs>();

  constructor(known: Known) {
    this.#known = known;
  }

  pages(snapshot: Snapshot, now: EpochMs): readonly VolunteerId[] {
    const talks = snapshot.talks.map((talk) => {
      const pagedAt = this.#pagedFor.get(talk.id);
      return pagedAt === undefined ? talk : { ...talk, pagedAt };
    });
    const stranded = strandedIn({ ...snapshot, talks }, order, now);
    if (stranded.length === 0) return [];
    const pages = pagesFor(stranded, this.#off(snapshot), policyLimits.pagesAtOnce.default, now);
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
