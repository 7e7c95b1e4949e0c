/** A later request of the same need class is offered to somebody who could have served this one: counted, and told nobody. */
import { err, ok } from '../result.ts';
import type { Result } from '../result.ts';
import type { Talk } from '../talk.ts';
import { isWaiting } from '../talk.ts';

/**
 * One more has passed this request. Refused where it was passed as often as the space allows, or waits no more: written
 * conditional on what was read, in the transaction of the offer that passes it, so the bound of invariant 7 holds whoever races.
 */
export function overtake(talk: Talk, overtakesMax: number): Result<Talk, { code: 'not-to-be-passed' }> {
  const times = (talk.overtaken ?? 0) + 1;
  if (!isWaiting(talk) || times > overtakesMax) return err({ code: 'not-to-be-passed' });
  return ok({ ...talk, event: 'overtaken', overtaken: times });
}
