/** What a rush is judged by: who was put off and how, in which order, and that nobody was who never may be. Pure. */
import type { Operation } from '../../world/history/operation.ts';
import { player } from '../crowd.ts';
import { neverMsMax, orderSlack, shedShareMax } from '../limits.ts';
import { rankIn, ranks, type Rank } from './ranks.ts';

/** Calls of one kind, and what became of them. */
export interface Row {
  readonly what: string;
  readonly calls: number;
  readonly putOff: number;
  readonly p50Ms: number;
  readonly longestMs: number;
}

export interface Judged {
  readonly rows: readonly Row[];
  readonly violations: readonly string[];
}

/** What is never put off and must have been asked for in a rush that is to prove it. */
const protectedRoutes = ['cancelRequest', 'endConversation', 'setAvailability', 'report', 'listResources', 'ask'] as const;

const isPutOff = ({ status }: Operation): boolean => status === 429 || status === 503;

/** Of a load that can be borne: hardly anybody is put off. */
export function judgeCalm(calls: readonly Operation[]): Judged {
  const off = calls.filter(isPutOff).length;
  const violations =
    off > calls.length * shedShareMax ? [`${off} of ${calls.length} calls were put off under a load it can bear`] : [];
  return { rows: rowsOf(calls), violations: [...violations, ...wrongAnswers(calls)] };
}

/** Of too much: the ranks are put off in their order, and those without a rank never. */
export function judgeRush(calls: readonly Operation[]): Judged {
  return {
    rows: rowsOf(calls),
    violations: [...nothingShed(calls), ...wrongAnswers(calls), ...outOfOrder(calls), ...harmed(calls), ...unproven(calls)],
  };
}

function nothingShed(calls: readonly Operation[]): readonly string[] {
  return calls.some((call) => rankIn(call) !== undefined && isPutOff(call)) ? [] : ['nobody was put off: it was no rush'];
}

/** Whoever is put off is told when to come again; everybody is answered, but for players of the storm, who hang up now and then. */
function wrongAnswers(calls: readonly Operation[]): readonly string[] {
  return counted(
    calls.flatMap(({ who, route, status, retryAfter }) => {
      if (status === undefined) return who.startsWith(player) ? [] : [`${route} got no answer`];
      if (status >= 500 && status !== 503) return [`${route} was answered ${status}`];
      return (status === 503 || status === 429) && retryAfter === undefined ? [`${status} of ${route} without Retry-After`] : [];
    }),
  );
}

/** Who is served by one function, the first to be put off first: what it decides about them, it decides by one pressure. */
const orders: readonly (readonly Rank[])[] = [ranks.filter((rank) => rank !== 'look'), ['board', 'look']];

/** Of each rank, the share that was let in: never more than of the next. */
function outOfOrder(calls: readonly Operation[]): readonly string[] {
  return orders.flatMap((order) => {
    const shares = order.flatMap((rank) => {
      const own = calls.filter((call) => rankIn(call) === rank);
      return own.length === 0 ? [] : [{ rank, share: own.filter((call) => !isPutOff(call)).length / own.length }];
    });
    return shares.flatMap(({ rank, share }, at) => {
      const next = shares[at + 1];
      if (next === undefined || share <= next.share + orderSlack) return [];
      return [`of ${rank} ${percent(share)} were let in, of ${next.rank} only ${percent(next.share)}`];
    });
  });
}

/** Calls that are never put off: each answered with what it asked for, or with a plain no, and most of them in time. */
function harmed(calls: readonly Operation[]): readonly string[] {
  const never = calls.filter((call) => rankIn(call) === undefined);
  const putOff = never.flatMap(({ route, status = 0 }) =>
    status === 429 || status >= 500 ? [`${route} was put off: ${status}`] : [],
  );
  const late = rowsOf(never).flatMap(({ what, p50Ms }) =>
    p50Ms > neverMsMax ? [`${what}: half took more than ${neverMsMax} ms`] : [],
  );
  return [...counted(putOff), ...late];
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
      return { what, calls: own.length, putOff: own.filter(isPutOff).length, p50Ms, longestMs };
    })
    .toSorted((a, b) => place(a.what) - place(b.what) || (a.what < b.what ? -1 : 1));
}

function place(what: string): number {
  const at = ranks.findIndex((rank) => rank === what);
  return at === -1 ? ranks.length : at;
}

function msOf({ invokedAt, completedAt }: Operation): number {
  return completedAt - invokedAt;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}
