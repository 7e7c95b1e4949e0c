/** How a volunteer answers an offer. The answer is fixed for each pair, under every policy. */
import type { RequestId } from '../../shared/domain/ids.ts';
import { lognormal } from '../../random/distributions.ts';
import { draw, stream } from '../../random/policy-random.ts';
import type { Person, Scenario } from '../workload/scenario.ts';

export type Answer = { readonly kind: 'accept' | 'decline'; readonly afterSeconds: number } | { readonly kind: 'none' };

/** Seconds that a volunteer needs to take a request from a list. */
const pickUpSeconds = 1;

/** Whether this volunteer would take this request. A volunteer who would decline it declines it every time. */
export function wouldAccept(
  { seed, behaviour }: Pick<Scenario, 'seed' | 'behaviour'>,
  request: RequestId,
  person: Person,
): boolean {
  return behaviour.answer === null || draw(seed, 'accept', request, person.volunteer) < person.acceptShare;
}

/** The answers of one run. */
export class Answers {
  readonly #scenario: Scenario;
  readonly #asked = new Map<string, number>();

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
  }

  /**
   * The answer to the next offer of this request to this volunteer. Whether an offer gets no answer at all is random, and may
   * differ the next time.
   */
  next(request: RequestId, person: Person): Answer {
    const { seed, behaviour, limits } = this.#scenario;
    if (behaviour.answer === null) return { kind: 'accept', afterSeconds: 0 };
    const pair = `${request} ${person.volunteer}`;
    const earlier = this.#asked.get(pair) ?? 0;
    this.#asked.set(pair, earlier + 1);
    const random = stream(seed, 'answer', request, person.volunteer, earlier);
    if (random.next() < behaviour.noAnswerShare) return { kind: 'none' };
    const afterSeconds = lognormal(random, behaviour.answer);
    if (afterSeconds >= limits.offerWindowSeconds) return { kind: 'none' };
    return { kind: this.#kindOf(request, person), afterSeconds };
  }

  /** The answer of a volunteer who picked the request from a list. This volunteer has already read it, and needs no more time. */
  pickUp(request: RequestId, person: Person): Answer {
    return { kind: this.#kindOf(request, person), afterSeconds: pickUpSeconds };
  }

  #kindOf(request: RequestId, person: Person): 'accept' | 'decline' {
    return wouldAccept(this.#scenario, request, person) ? 'accept' : 'decline';
  }
}

/** Seconds until a seeker who gave up asks again; undefined means never. */
export function redialAfter({ seed, behaviour }: Scenario, request: RequestId): number | undefined {
  if (draw(seed, 'redial', request) >= behaviour.redialShare) return undefined;
  return draw(seed, 'redial-after', request) * behaviour.redialWithinSeconds;
}

/** Whether a call-out brings this volunteer, after how long and for how long. Fixed for each hour of the call-out. */
export function pageAnswer(
  { seed, behaviour: { callout } }: Scenario,
  person: Person,
  hour: number,
): { readonly afterSeconds: number; readonly staySeconds: number } | undefined {
  const random = stream(seed, 'page', person.volunteer, hour);
  if (random.next() >= callout.acceptShare) return undefined;
  return { afterSeconds: lognormal(random, callout.delay), staySeconds: lognormal(random, callout.stay) };
}
