/** What was sent and what came back, counted. */
import { isRefusal, slugOf } from './judge.ts';
import type { Request } from './request.ts';
import type { Heard } from './wire.ts';

interface Row {
  sent: number;
  taken: number;
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
  /** Times a call was put off, and sent again later. */
  putOff = 0;
  slowest: { readonly ms: number; readonly what: string } = { ms: 0, what: 'none' };

  note(request: Request, heard: Heard): void {
    this.sent += 1;
    if (heard.ms > this.slowest.ms) this.slowest = { ms: heard.ms, what: whatOf(request) };
    for (const row of [rowIn(this.routes, request.route ?? '(no route)'), rowIn(this.kinds, request.kind)]) {
      row.sent += 1;
      if (heard.kind === 'answered' && heard.status < 400) row.taken += 1;
      else if (isRefusal(heard)) row.refused += 1;
      else row.other += 1;
    }
    const outcome = outcomeOf(heard);
    this.outcomes.set(outcome, (this.outcomes.get(outcome) ?? 0) + 1);
  }
}

function whatOf({ plan: { route, spoilings } }: Request): string {
  return [route, ...spoilings.map(({ what }) => what)].join(', ');
}

function rowIn(rows: Map<string, Row>, name: string): Row {
  const row = rows.get(name) ?? { sent: 0, taken: 0, refused: 0, other: 0 };
  rows.set(name, row);
  return row;
}

function outcomeOf(heard: Heard): string {
  if (heard.kind !== 'answered') return heard.kind;
  if (heard.status < 400) return String(heard.status);
  return `${heard.status} ${slugOf(heard) ?? '(the gateway)'}`;
}
