/**
 * Off-shift paging beside any policy, sparse as Manshadi and Rodilitz (arXiv 2002.08474) advise, since every page costs some
 * of a volunteer's goodwill: only for a request that nobody who is on could ever serve, two volunteers who could, and two more
 * after some minutes. The simulator leaves who was paged in peace for hours.
 */
import { misfits } from '../../shared/domain/eligibility.ts';
import type { RequestId, VolunteerId } from '../../shared/domain/ids.ts';
import type { Snapshot } from '../../shared/domain/policy/plan.ts';
import { plusSeconds } from '../../shared/domain/time.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import { mayServe, waitingIn } from '../baselines/free.ts';
import { draw } from '../random.ts';
import type { Known, SimPolicyKind } from './sim-policy.ts';

/** Volunteers paged for one request at once, and seconds until more are. */
const pagesAtOnce = 2;
const againSeconds = 600;

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

class Pager {
  readonly #known: Known;
  readonly #pagedFor = new Map<RequestId, EpochMs>();

  constructor(known: Known) {
    this.#known = known;
  }

  pages(snapshot: Snapshot, now: EpochMs): readonly VolunteerId[] {
    return waitingIn(snapshot, now).flatMap((talk) => {
      const before = this.#pagedFor.get(talk.id);
      if (before !== undefined && plusSeconds(before, againSeconds) > now) return [];
      if (snapshot.seats.some((seat) => mayServe(talk, seat, now))) return [];
      this.#pagedFor.set(talk.id, now);
      const on = new Set(snapshot.seats.map((seat) => seat.volunteer));
      const found = this.#known.people
        .filter(({ volunteer, facts }) => !on.has(volunteer) && misfits(talk.ask, facts).length === 0)
        .map(({ volunteer }) => ({ volunteer, order: draw(this.#known.seed, 'page-order', talk.id, volunteer) }))
        .toSorted((a, b) => a.order - b.order)
        .slice(0, pagesAtOnce);
      return found.map((one) => one.volunteer);
    });
  }
}
