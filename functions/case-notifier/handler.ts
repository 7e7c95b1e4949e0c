/**
 * Invoked by the stream of the table `live` when a case is raised, and every minute. Both only say that it is time to look: the alerts are in
 * the table, so a lost record or a failed run delays a notice by a minute at most.
 */
import type { Context } from 'aws-lambda';
import { tellOfCases, type CaseTeller } from '../../shared/app/cases/tell-of-cases.ts';
import type { EventContext } from '../runtime/context.ts';

/** Fails if the alerts cannot be read, or if a notice could not be sent. */
export function caseNotifier({
  ports: portsOf,
  clock,
  ...teller
}: EventContext & CaseTeller): (event: unknown, lambda: Context) => Promise<void> {
  return async (_event, lambda) => {
    const done = await tellOfCases(await portsOf(lambda), teller, clock());
    if (!done.ok) throw new Error(`case-notifier: ${done.error.code}`);
  };
}
