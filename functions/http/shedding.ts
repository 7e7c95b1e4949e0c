/**
 * What is shed when there is more to do than can be done, and in which order: first what no caller waits for, then new requests, the
 * less urgent before the more urgent, and last the reads of callers who are in already. What ends, leaves, protects or helps is never
 * shed. The contract says the rank of each route.
 */
import { contract, type RouteId } from '../../shared/contract/contract.ts';
import type { ShedRank } from '../../shared/contract/route.ts';
import { retryAfterSeconds } from '../../shared/domain/limits.ts';
import type { LoadMonitor } from '../runtime/load-monitor.ts';
import type { HttpContext } from './context.ts';
import { shedFrom, shedLogMs, shedSpreadSeconds } from './limits.ts';

/** Tells the fields of a call's body, right or wrong otherwise. */
export type Said = () => ReadonlyMap<string, unknown>;

/** The rank of a call; undefined: never shed. */
export function rankOf(route: RouteId, said: Said): ShedRank | undefined {
  const rank = contract[route].shed;
  if (rank === 'never') return undefined;
  if (rank !== 'as-asked') return rank;
  const fields = said();
  if (fields.get('notSafeNow') === true) return undefined;
  const urgency = fields.get('urgency');
  return urgency === 'whenever' || urgency === 'soon' ? urgency : 'now';
}

/** Share of the calls of a rank that are shed under so much pressure: none up to its bounds, all from twice one of them. */
export function shareShed(rank: ShedRank, { ms, calls, callers }: Pick<LoadMonitor, 'ms' | 'calls' | 'callers'>): number {
  const from = shedFrom[rank];
  return Math.min(1, Math.max(0, ms / from.ms - 1, calls / from.calls - 1, callers / from.callers - 1));
}

/**
 * Makes what decides whether a call is shed: seconds after which it may come again, unlike those of others, or all would come at once;
 * undefined: it is not.
 */
export function shedder({
  clock,
  random,
  log,
  load: pressure,
}: Pick<HttpContext, 'clock' | 'random' | 'log' | 'load'>): (route: RouteId, said: Said) => number | undefined {
  let counted: Partial<Record<ShedRank, number>> = {};
  let notedAt = 0;
  /** One line for many: a line for every call that is shed would be one more thing to do. */
  const note = (rank: ShedRank): void => {
    counted[rank] = (counted[rank] ?? 0) + 1;
    const now = clock();
    if (now - notedAt < shedLogMs) return;
    const { ms, calls, callers } = pressure;
    log.write({ code: 'shed', fields: { ms: Math.round(ms), calls, callers, ...counted } });
    [counted, notedAt] = [{}, now];
  };
  return (route, said) => {
    const rank = rankOf(route, said);
    if (rank === undefined || random() >= shareShed(rank, pressure)) return undefined;
    note(rank);
    return retryAfterSeconds + Math.floor(random() * shedSpreadSeconds);
  };
}
