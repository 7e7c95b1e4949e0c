/** Builds small histories for the tests of the checker: the calls, and the changes in the ledger, second by second. */
import { supportFor } from '../../../shared/domain/support/support.ts';
import { conversationOf } from '../../../shared/domain/ids.ts';
import { limits } from '../../../shared/domain/space.ts';
import type { Seat } from '../../../shared/domain/seat.ts';
import type { Match, Offer, Talk } from '../../../shared/domain/talk.ts';
import { toIso } from '../../../shared/domain/time.ts';
import { aPolicy, aTalk, at, noon, offerNo, requestNo, volunteerNo } from '../../fixtures/domain.ts';
import type { Evidence } from '../evidence.ts';
import type { Operation } from '../../world/history/operation.ts';
import type { Change } from '../ledger.ts';

export const help = supportFor({ country: 'GB', now: noon });
/** The help for a seeker in a country without entries: the finder, then the lines of the space. */
export const helpAbroad = supportFor({ country: 'AQ', spaceCountry: 'GB', now: noon });

/** The parts of an operation beside its route. `until` is the second after noon at which it ended; without it the call takes no time. */
type Parts = Partial<Omit<Operation, 'route' | 'invokedAt' | 'completedAt'>> & { readonly until?: number };

type Sides<T> = readonly [before: T | undefined, after: T | undefined];

/** Builds a history and a ledger. */
export class HistoryBuilder {
  private readonly history: Operation[] = [];
  private readonly ledger: Change[] = [];

  /** Adds a call of a route, `second` seconds after noon. Its outcome is `ok` unless `parts` say otherwise. */
  did(second: number, route: Operation['route'], { until = second, ...parts }: Parts = {}): this {
    const n = this.history.length + 1;
    const outcome = parts.status !== undefined && parts.status >= 400 ? 'fail' : 'ok';
    const answer = parts.outcome === 'unknown' ? {} : { status: 200 };
    const times = { invokedAt: at(second), completedAt: at(until) };
    this.history.push({ n, who: 'seeker', route, params: {}, outcome, ...answer, ...times, ...parts });
    return this;
  }

  /** Adds one transaction, `second` seconds after noon: the versions of a request, of a seat, or of both. */
  wrote(second: number, { talk, seat }: { readonly talk?: Sides<Talk>; readonly seat?: Sides<Seat> }): this {
    const entry = () => ({ at: this.ledger.length, writtenAt: at(second) });
    if (talk !== undefined) this.ledger.push({ ...entry(), kind: 'talk', ...sides(talk) });
    if (seat !== undefined) this.ledger.push({ ...entry(), kind: 'seat', ...sides(seat) });
    return this;
  }

  evidence(): Evidence {
    return {
      history: this.history,
      ledger: this.ledger,
      settings: { limits: limits.parse({}), policy: aPolicy(), groundRules: { version: 1, items: ['Be kind'] }, country: 'GB' },
      volunteers: [1, 2, 3].map((n) => ({ name: `volunteer-${n}`, id: volunteerNo(n) })),
    };
  }
}

function sides<T>([before, after]: Sides<T>): { before?: T; after?: T } {
  return { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

/** Offer `n` to a volunteer, decided `second` seconds after noon. */
export function offerTo(volunteer: number, { n = volunteer, second = 3 } = {}): Offer {
  return { id: offerNo(n), volunteer: volunteerNo(volunteer), at: at(second), expiresAt: at(second + 30), reasons: [] };
}

/** The request with these offers open. */
export function offered(talk: Talk, ...offers: readonly Offer[]): Talk {
  return { ...talk, seq: talk.seq + 1, event: 'offered', state: 'offered', offers: [...offers] };
}

/** The seat with this offer of the request open. */
export function asked(seat: Seat, talk: Talk, { id, at: since, expiresAt }: Offer): Seat {
  return { ...seat, seq: seat.seq + 1, offers: [...seat.offers, { id, request: talk.id, at: since, expiresAt }] };
}

/** The request matched by the offer. */
export function matched(talk: Talk, { id, volunteer }: Offer, second = 4): Talk & { readonly match: Match } {
  const match: Match = {
    conversation: conversationOf(talk.id, 1),
    n: 1,
    offer: id,
    volunteer,
    at: at(second),
    reasons: [],
    endsBy: at(7200),
  };
  return { ...talk, seq: talk.seq + 1, event: 'matched', state: 'matched', offers: [], match };
}

/** The seat in the talk of the match. */
export function talking(seat: Seat, talk: Talk & { readonly match: Match }): Seat {
  const { conversation, at: since, offer } = talk.match;
  const offers = seat.offers.filter((open) => open.id !== offer);
  return { ...seat, seq: seat.seq + 1, offers, talks: [...seat.talks, { request: talk.id, conversation, at: since }] };
}

/** The answer to a seeker who reads request `n`. */
export function requestView(status: string, parts: object = {}, n = 1): object {
  return { id: requestNo(n), status, position: null, estimate: null, askedAt: toIso(noon), links: {}, support: help, ...parts };
}

/** The answer to an accept. */
export function given(conversation: string): object {
  return { conversation: { id: conversation, channel: 'chat', join: null, startedAt: toIso(noon) } };
}

/** The answer to a read of a conversation. */
export function conversationShown(conversation: string): object {
  const seen = {
    id: conversation,
    state: 'open',
    channel: 'chat',
    join: null,
    startedAt: toIso(noon),
    reasons: [],
    support: help,
  };
  return { ...seen, seekerHere: false, volunteerHere: false, stillTalking: false };
}

/** The answer to a change of availability. */
export function availability(state: 'on' | 'draining' | 'off', parts: object = {}): object {
  return { state, channels: ['chat'], capacity: 1, talks: 0, ...parts };
}

/** The answer to a list of offers. */
export function offersShown(...offers: readonly Offer[]): object {
  const shown = { role: null, topics: [], languages: ['en'], channel: 'chat', waitedSeconds: 1, reasons: [] };
  return { items: offers.map(({ id, expiresAt }) => ({ ...shown, id, expiresAt: toIso(expiresAt) })) };
}

/** Request 1, asked at noon. */
export const request = aTalk();
