import { SeededRandom } from '../../random/seeded-random.ts';
import { faultNames, type FaultPlan, type Service } from './plan.ts';

export interface FaultReport {
  readonly plan: FaultPlan;
  /** How often each fault occurred since the runner started. */
  readonly occurred: Readonly<Record<Service, Readonly<Record<string, number>>>>;
  /** Requests that came by, by operation. */
  readonly requests: Readonly<Record<Service, Readonly<Record<string, number>>>>;
}

/** A share that the fault may apply to, and to which operations. */
interface Wish {
  readonly rate: number;
  readonly operations?: readonly string[] | undefined;
}

/**
 * Decides which request meets which fault, and counts. The decision for the n-th request of an operation depends on the seed and on
 * nothing else, so the same requests meet the same faults in every run, in whatever order the operations interleave.
 */
export class FaultChoice {
  private current: FaultPlan;
  private readonly occurred: Record<Service, Record<string, number>>;
  private readonly requests: Record<Service, Record<string, number>> = { dynamoDb: {}, sqs: {}, sockets: {} };

  constructor(plan: FaultPlan) {
    this.current = plan;
    this.occurred = { dynamoDb: zeros(faultNames.dynamoDb), sqs: zeros(faultNames.sqs), sockets: zeros(faultNames.sockets) };
  }

  get plan(): FaultPlan {
    return this.current;
  }

  /** Goes on with another plan; the counts go on too. */
  follow(plan: FaultPlan): void {
    this.current = plan;
  }

  report(): FaultReport {
    return structuredClone({ plan: this.current, occurred: this.occurred, requests: this.requests });
  }

  /** Counts a request and returns its number among those of its operation, from 1. */
  number(service: Service, operation: string): number {
    const counts = this.requests[service];
    counts[operation] = (counts[operation] ?? 0) + 1;
    return counts[operation];
  }

  /** Whether the fault occurs now. `usual` are the operations it applies to when the plan names none. */
  occurs(
    service: Service,
    fault: string,
    call: { operation: string; number: number; wish: Wish | undefined; usual?: ReadonlySet<string> },
  ): boolean {
    const { operation, number, wish, usual } = call;
    if (!this.current.enabled || wish === undefined) return false;
    if (!(wish.operations?.includes(operation) ?? usual?.has(operation) ?? true)) return false;
    if (!new SeededRandom(this.current.seed).of(service, fault, operation, number).chance(wish.rate)) return false;
    const counts = this.occurred[service];
    counts[fault] = (counts[fault] ?? 0) + 1;
    return true;
  }
}

function zeros(names: readonly string[]): Record<string, number> {
  return Object.fromEntries(names.map((name) => [name, 0]));
}
