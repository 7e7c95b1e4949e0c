/** What a caller does whose call is shed, or not answered: makes it again later. */
import { refusalIn, type AnyAnswer } from './answer.ts';
import { clientOver, type Client } from './client.ts';
import { UnexpectedAnswer } from './unexpected-answer.ts';

/** What came of one call: an answer, one that the contract does not describe, or none. */
export type Outcome = AnyAnswer | UnexpectedAnswer | undefined;

/**
 * Whether the same call, made later, may be answered otherwise: no answer came, the service or its gateway has too much to do (429, 503),
 * or a function did not answer in time. The call may have taken effect.
 */
export function saysLater(outcome: Outcome): boolean {
  if (outcome === undefined) return true;
  if (outcome instanceof UnexpectedAnswer) {
    const { status } = outcome.response;
    return refusalIn(outcome.response) === undefined && (status === 429 || status === 503);
  }
  return outcome.kind === 'refusal' && (outcome.problem === 'unavailable' || outcome.status === 429);
}

export interface Patience {
  /** The most times that a call is made. */
  readonly triesMax: number;
  /** Milliseconds between two tries. A longer `Retry-After` is not kept: the caller has nothing better to do. */
  readonly pauseMs: number;
}

/**
 * A client that makes each call again until it is known what became of it. After the last try the caller is told what came. A call that
 * creates something needs an Idempotency-Key, or it may create it twice.
 */
export function patientClient(client: Pick<Client, 'raw'>, { triesMax, pauseMs }: Patience): Client {
  return clientOver(async (id, sent) => {
    for (let tried = 1; tried < triesMax; tried += 1) {
      const outcome = await client
        .raw(id, sent)
        .catch((error: unknown) => (error instanceof UnexpectedAnswer ? error : undefined));
      if (outcome !== undefined && !saysLater(outcome)) {
        if (outcome instanceof UnexpectedAnswer) throw outcome;
        return outcome;
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    return client.raw(id, sent);
  });
}
