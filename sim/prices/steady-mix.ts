/**
 * Demand as a forecast has it: how much comes at all as of late, and of that each kind the share it had over days. In place of the
 * planner's own, in which every kind is remembered for hours and no longer. Kinds and their shares are the same every hour.
 */
import { kindOf } from '../../shared/domain/policy/demand.ts';
import type { AskKind, Demand } from '../../shared/domain/policy/demand.ts';
import type { Ask } from '../../shared/domain/talk.ts';
import { fadedTo, noDemand, withArrival } from '../../shared/domain/policy/demand.ts';
import type { EpochMs } from '../../shared/domain/time.ts';

/** Counts who asks, and tells the demand of a moment. */
export class SteadyMix {
  #lately: Demand;
  readonly #counts = new Map<string, { readonly kind: AskKind; count: number }>();
  #total = 0;

  constructor(from: EpochMs) {
    this.#lately = noDemand(from);
  }

  asked(ask: Ask, now: EpochMs): void {
    this.#lately = withArrival(this.#lately, ask, now);
    const kind = kindOf(ask);
    const name = JSON.stringify(kind);
    const known = this.#counts.get(name) ?? { kind, count: 0 };
    this.#counts.set(name, { kind, count: known.count + 1 });
    this.#total += 1;
  }

  at(now: EpochMs): Demand {
    const perHour = fadedTo(this.#lately, now).kinds.reduce((sum, one) => sum + one.perHour, 0);
    const kinds = [...this.#counts.values()].map(({ kind, count }) => ({ kind, perHour: (perHour * count) / this.#total }));
    return { at: now, kinds };
  }
}
