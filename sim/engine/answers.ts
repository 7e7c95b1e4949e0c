/** How a volunteer answers an offer: fixed for the pair, whichever policy brings them together. */
import type { RequestId } from '../../shared/domain/ids.ts';
import { lognormal } from '../../random/distributions.ts';
import { draw, stream } from '../../random/policy-random.ts';
import type { Person, Scene } from '../workload/scene.ts';

export type Answer = { readonly kind: 'accept' | 'decline'; readonly afterSeconds: number } | { readonly kind: 'none' };

/** Seconds a volunteer needs to take somebody from a list. */
const pickUpSeconds = 1;

/** Whether this volunteer would ever take this request: who declines it once declines it again. */
export function wouldAccept({ seed, behaviour }: Pick<Scene, 'seed' | 'behaviour'>, request: RequestId, person: Person): boolean {
  return behaviour.answer === null || draw(seed, 'accept', request, person.volunteer) < person.acceptShare;
}

/** The answers of one run. */
export class Answers {
  readonly #scene: Scene;
  readonly #asked = new Map<string, number>();

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  /** The answer to the next offer of this request to this volunteer. None is bad luck, and may be another one next time. */
  next(request: RequestId, person: Person): Answer {
    const { seed, behaviour, limits } = this.#scene;
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

  /** The same for somebody who reads the list: they have already looked at it, and need no more time. */
  pickUp(request: RequestId, person: Person): Answer {
    return { kind: this.#kindOf(request, person), afterSeconds: pickUpSeconds };
  }

  #kindOf(request: RequestId, person: Person): 'accept' | 'decline' {
    return wouldAccept(this.#scene, request, person) ? 'accept' : 'decline';
  }
}

/** Seconds after which someone who gave up asks again; undefined: never. */
export function redialAfter({ seed, behaviour }: Scene, request: RequestId): number | undefined {
  if (draw(seed, 'redial', request) >= behaviour.redialShare) return undefined;
  return draw(seed, 'redial-after', request) * behaviour.redialWithinSeconds;
}

/** Whether a page brings this volunteer, after how long and for how long; fixed for each hour of paging. */
export function pageAnswer(
  { seed, behaviour: { page } }: Scene,
  person: Person,
  hour: number,
): { readonly afterSeconds: number; readonly staySeconds: number } | undefined {
  const random = stream(seed, 'page', person.volunteer, hour);
  if (random.next() >= page.acceptShare) return undefined;
  return { afterSeconds: lognormal(random, page.delay), staySeconds: lognormal(random, page.stay) };
}
