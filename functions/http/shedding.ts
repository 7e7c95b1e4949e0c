/**
 * Load shedding: which calls an overloaded process refuses, and in which order. First the lists of the console, then new requests, the less
 * urgent before the more urgent, and last the reads of callers who already have a request. Calls that end, leave, protect or help are never
 * shed. The contract has the rank of each route.
 */
import { contract, type RouteId } from '../../shared/contract/contract.ts';
import type { ShedRank } from '../../shared/contract/route.ts';
import { retryAfterSeconds } from '../../shared/domain/limits.ts';
import type { LoadMonitor } from '../runtime/load-monitor.ts';
import type { HttpContext } from './context.ts';
import { shedFrom, shedLogMs, shedSpreadSeconds } from './limits.ts';

/** Returns the fields of a call's body, also if the body is invalid. */
export type Said = () => ReadonlyMap<string, unknown>;

/** The rank of a call. Undefined: never shed. */
export function rankOf(route: RouteId, said: Said): ShedRank | undefined {
  const rank = contract[route].shed;
  if (rank === 'never') return undefined;
  if (rank !== 'as-asked') return rank;
  const fields = said();
  if (fields.get('notSafeNow') === true) return undefined;
  const urgency = fields.get('urgency');
  return urgency === 'whenever' || urgency === 'soon' ? urgency : 'now';
}

/** Share of the calls of a rank that are shed at this load: none up to its bounds, all from twice one of the bounds on. */
export function shareShed(rank: ShedRank, { ms, calls, callers }: Pick<LoadMonitor, 'ms' | 'calls' | 'callers'>): number {
  const from = shedFrom[rank];
  return Math.min(1, Math.max(0, ms / from.ms - 1, calls / from.calls - 1, callers / from.callers - 1));
}

/**
 * Creates the function that decides whether a call is shed. It returns the seconds after which the caller may try again, at random, so that
 * the callers do not all come back at the same time. Undefined: the call is not shed.
 */
export function shedder({
  clock,
  random,
  log,
  load,
}: Pick<HttpContext, 'clock' | 'random' | 'log' | 'load'>): (route: RouteId, said: Said) => number | undefined {
  let counted: Partial<Record<ShedRank, number>> = {};
  let notedAt = 0;
  /** Writes one line for many shed calls, because a line for every call would add load. */
  const note = (rank: ShedRank): void => {
    counted[rank] = (counted[rank] ?? 0) + 1;
    const now = clock();
    if (now - notedAt < shedLogMs) return;
    const { ms, calls, callers } = load;
    log.write({ code: 'shed', fields: { ms: Math.round(ms), calls, callers, ...counted } });
    [counted, notedAt] = [{}, now];
  };
  return (route, said) => {
    const rank = rankOf(route, said);
    if (rank === undefined || random() >= shareShed(rank, load)) return undefined;
    note(rank);
    return retryAfterSeconds + Math.floor(random() * shedSpreadSeconds);
  };
}
