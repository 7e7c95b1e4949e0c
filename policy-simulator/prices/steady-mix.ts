/**
 * Demand as a forecast sees it: the total of recent hours, and each kind with its share over whole days. The planner's own demand
 * instead remembers every kind for some hours only. Kinds and their shares are the same in every hour.
 */
import { kindOf, type AskKind, type Demand, fadedTo, noDemand, withArrival } from '../../shared/domain/policy/demand.ts';
import type { Criteria } from '../../shared/domain/talk.ts';
import type { EpochMs } from '../../shared/domain/time.ts';

/** Counts requests, and returns the demand of a moment. */
export class SteadyMix {
  #recent: Demand;
  readonly #counts = new Map<string, { readonly kind: AskKind; count: number }>();
  #total = 0;

  constructor(from: EpochMs) {
    this.#recent = noDemand(from);
  }

  asked(criteria: Criteria, now: EpochMs): void {
    this.#recent = withArrival(this.#recent, criteria, now);
    const kind = kindOf(criteria);
    const name = JSON.stringify(kind);
    const known = this.#counts.get(name) ?? { kind, count: 0 };
    this.#counts.set(name, { kind, count: known.count + 1 });
    this.#total += 1;
  }

  at(now: EpochMs): Demand {
    const perHour = fadedTo(this.#recent, now).kinds.reduce((sum, one) => sum + one.perHour, 0);
    const kinds = [...this.#counts.values()].map(({ kind, count }) => ({ kind, perHour: (perHour * count) / this.#total }));
    return { at: now, kinds };
  }
}
