/** Counts what was sent and what came back. */
import { isRefusal, slugOf } from './judge.ts';
import type { Request } from './request.ts';
import type { Outcome } from './wire.ts';

interface Row {
  sent: number;
  accepted: number;
  refused: number;
  other: number;
}

export class Tally {
  readonly routes = new Map<string, Row>();
  readonly kinds = new Map<string, Row>();
  readonly outcomes = new Map<string, number>();
  sent = 0;
  swept = 0;
  replayed = 0;
  /** Refused requests after which both tables were compared. */
  compared = 0;
  /** How often a call was shed and sent again. */
  shed = 0;
  slowest: { readonly ms: number; readonly what: string } = { ms: 0, what: 'none' };

  note(request: Request, outcome: Outcome): void {
    this.sent += 1;
    if (outcome.ms > this.slowest.ms) this.slowest = { ms: outcome.ms, what: whatOf(request) };
    for (const row of [rowIn(this.routes, request.route ?? '(no route)'), rowIn(this.kinds, request.kind)]) {
      row.sent += 1;
      if (outcome.kind === 'answered' && outcome.status < 400) row.accepted += 1;
      else if (isRefusal(outcome)) row.refused += 1;
      else row.other += 1;
    }
    const name = nameOf(outcome);
    this.outcomes.set(name, (this.outcomes.get(name) ?? 0) + 1);
  }
}

function whatOf({ plan: { route, spoilings } }: Request): string {
  return [route, ...spoilings.map(({ what }) => what)].join(', ');
}

function rowIn(rows: Map<string, Row>, name: string): Row {
  const row = rows.get(name) ?? { sent: 0, accepted: 0, refused: 0, other: 0 };
  rows.set(name, row);
  return row;
}

function nameOf(outcome: Outcome): string {
  if (outcome.kind !== 'answered') return outcome.kind;
  if (outcome.status < 400) return String(outcome.status);
  return `${outcome.status} ${slugOf(outcome) ?? '(the gateway)'}`;
}
