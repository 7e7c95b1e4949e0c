/** Judges a rush: which calls were shed, how, and in which order, and that no protected call was shed. Pure. */
import type { Operation } from '../../world/history/operation.ts';
import { crowdVolunteer } from '../crowd.ts';
import { neverMsMax, orderSlack, shedShareMax } from '../limits.ts';
import { rankIn, ranks, type Rank } from './ranks.ts';

/** Calls of one kind, and what became of them. */
export interface Row {
  readonly what: string;
  readonly calls: number;
  readonly shed: number;
  readonly p50Ms: number;
  readonly longestMs: number;
}

export interface Judged {
  readonly rows: readonly Row[];
  readonly violations: readonly string[];
}

/** Routes that are never shed. A rush proves this only if it has calls of each of them. */
const protectedRoutes = ['cancelRequest', 'endConversation', 'setAvailability', 'report', 'listResources', 'ask'] as const;

const isShed = ({ status }: Operation): boolean => status === 429 || status === 503;

/** Judges a load that the service must bear: almost no call is shed. */
export function judgeCalm(calls: readonly Operation[]): Judged {
  const shed = calls.filter(isShed).length;
  const violations =
    shed > calls.length * shedShareMax
      ? [`${shed} of ${calls.length} calls were shed under a load that the service can bear`]
      : [];
  return { rows: rowsOf(calls), violations: [...violations, ...wrongAnswers(calls)] };
}

/** Judges an overload: the ranks are shed in their order, and calls without a rank never. */
export function judgeRush(calls: readonly Operation[]): Judged {
  return {
    rows: rowsOf(calls),
    violations: [...nothingShed(calls), ...wrongAnswers(calls), ...outOfOrder(calls), ...harmed(calls), ...unproven(calls)],
  };
}

function nothingShed(calls: readonly Operation[]): readonly string[] {
  return calls.some((call) => rankIn(call) !== undefined && isShed(call)) ? [] : ['no call was shed: it was no rush'];
}

/** Every shed call has Retry-After. Every call is answered, except calls of the volunteers of the crowd, who sometimes hang up. */
function wrongAnswers(calls: readonly Operation[]): readonly string[] {
  return counted(
    calls.flatMap(({ who, route, status, retryAfter }) => {
      if (status === undefined) return who.startsWith(crowdVolunteer) ? [] : [`${route} got no answer`];
      if (status >= 500 && status !== 503) return [`${route} was answered ${status}`];
      return (status === 503 || status === 429) && retryAfter === undefined ? [`${status} of ${route} without Retry-After`] : [];
    }),
  );
}

/** The ranks that one function serves, the first to be shed first. The function decides on all of them by one measure of load. */
const orders: readonly (readonly Rank[])[] = [ranks.filter((rank) => rank !== 'read'), ['board', 'read']];

/** Reports each rank of which a larger share was let in than of the next rank. */
function outOfOrder(calls: readonly Operation[]): readonly string[] {
  return orders.flatMap((order) => {
    const shares = order.flatMap((rank) => {
      const own = calls.filter((call) => rankIn(call) === rank);
      return own.length === 0 ? [] : [{ rank, share: own.filter((call) => !isShed(call)).length / own.length }];
    });
    return shares.flatMap(({ rank, share }, at) => {
      const next = shares[at + 1];
      if (next === undefined || share <= next.share + orderSlack) return [];
      return [`of ${rank} ${percent(share)} were let in, of ${next.rank} only ${percent(next.share)}`];
    });
  });
}

/** Reports calls that may never be shed and were shed, and kinds of such calls that were answered too late. */
function harmed(calls: readonly Operation[]): readonly string[] {
  const never = calls.filter((call) => rankIn(call) === undefined);
  const shed = never.flatMap(({ route, status = 0 }) =>
    status === 429 || status >= 500 ? [`${route} was shed: ${status}`] : [],
  );
  const late = rowsOf(never).flatMap(({ what, p50Ms }) =>
    p50Ms > neverMsMax ? [`${what}: half took more than ${neverMsMax} ms`] : [],
  );
  return [...counted(shed), ...late];
}

function unproven(calls: readonly Operation[]): readonly string[] {
  const kept = calls.filter((call) => rankIn(call) === undefined && call.status !== undefined && call.status < 300);
  return protectedRoutes.flatMap((route) => (kept.some((call) => call.route === route) ? [] : [`no ${route} was answered 2xx`]));
}

function counted(violations: readonly string[]): readonly string[] {
  return [...Map.groupBy(violations, (text) => text)].map(([text, all]) =>
    all.length === 1 ? text : `${text} (${all.length} times)`,
  );
}

function rowsOf(calls: readonly Operation[]): readonly Row[] {
  const kinds = Map.groupBy(calls, (call) => rankIn(call) ?? `never: ${call.route}`);
  return [...kinds]
    .map(([what, own]) => {
      const times = own.map(msOf).toSorted((a, b) => a - b);
      const [p50Ms = 0, longestMs = 0] = [times[Math.floor(times.length / 2)], times.at(-1)];
      return { what, calls: own.length, shed: own.filter(isShed).length, p50Ms, longestMs };
    })
    .toSorted((a, b) => orderOf(a.what) - orderOf(b.what) || (a.what < b.what ? -1 : 1));
}

function orderOf(what: string): number {
  const at = ranks.findIndex((rank) => rank === what);
  return at === -1 ? ranks.length : at;
}

function msOf({ invokedAt, completedAt }: Operation): number {
  return completedAt - invokedAt;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}
