/**
 * A later request of the same need class is offered to a volunteer who could have served this one. It is counted, and no caller
 * is told.
 */
import { err, ok, type Result } from '../result.ts';
import { type Talk, isWaiting } from '../talk.ts';

/**
 * One more request has overtaken this one. Refused if it was already overtaken as often as the space allows, or if it no longer
 * waits. It is written under a condition on what was read, in the transaction of the offer that overtakes. So the bound of
 * invariant 7 holds in every race.
 */
export function overtake(talk: Talk, overtakesMax: number): Result<Talk, { code: 'not-to-be-passed' }> {
  const times = (talk.overtaken ?? 0) + 1;
  if (!isWaiting(talk) || times > overtakesMax) return err({ code: 'not-to-be-passed' });
  return ok({ ...talk, event: 'overtaken', overtaken: times });
}
