/**
 * Nakama's matchmaker for two (heroiclabs/nakama, Apache-2.0, server/matchmaker_process.go and config.go: every 15 seconds,
 * `rev_precision` off). Tickets added since the last round are active, in random order. Each active ticket searches the whole
 * pool for the best score, then for the oldest ticket. After one round it is not active any more: a ticket without a match is
 * then found only by later tickets. Adapted to two sides: a declined request comes back as a new ticket.
 */
import type { Seat } from '../../shared/domain/seat.ts';
import type { Talk } from '../../shared/domain/talk.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import type { SimOffer, SimPolicyKind } from '../policies/sim-policy.ts';
import { stream } from '../../random/policy-random.ts';
import { fitOf } from './best-quality.ts';
import { idleIn, mayServe, waitingIn } from './free.ts';

const intervalSeconds = 15;

type Ticket =
  | { readonly side: 'request'; readonly key: string; readonly talk: Talk }
  | { readonly side: 'volunteer'; readonly key: string; readonly seat: Seat };

/** The pair of a request and a volunteer that fit; undefined otherwise. */
function pairOf(a: Ticket, b: Ticket, now: EpochMs): { readonly talk: Talk; readonly seat: Seat } | undefined {
  const [request, volunteer] = a.side === 'request' ? [a, b] : [b, a];
  if (request.side !== 'request' || volunteer.side !== 'volunteer') return undefined;
  const pair = { talk: request.talk, seat: volunteer.seat };
  return mayServe(pair.talk, pair.seat, now) ? pair : undefined;
}

export const nakama: SimPolicyKind = {
  name: 'nakama',
  about: 'rounds of 15 s, best score then oldest ticket (Nakama)',
  start: ({ seed }) => {
    const random = stream(seed, 'nakama');
    /** When each ticket of the last round was created. */
    let pooled: ReadonlyMap<string, number> = new Map();
    return {
      name: 'nakama',
      triggers: { onEvents: false, onTimers: false, everySeconds: intervalSeconds },
      decide: (snapshot, now) => {
        const pool: readonly Ticket[] = [
          ...waitingIn(snapshot, now).map((talk) => ({ side: 'request' as const, key: talk.id, talk })),
          ...idleIn(snapshot, now).map((seat) => ({ side: 'volunteer' as const, key: seat.volunteer, seat })),
        ];
        const created = new Map<string, number>(pool.map(({ key }) => [key, pooled.get(key) ?? now]));
        const free = new Map(pool.map((ticket) => [ticket.key, ticket]));
        const offers: SimOffer[] = [];
        for (const active of random.shuffle(pool.filter(({ key }) => !pooled.has(key)))) {
          if (!free.has(active.key)) continue;
          let best: { readonly other: Ticket; readonly score: number; readonly at: number; readonly offer: SimOffer } | undefined;
          for (const other of free.values()) {
            const pair = pairOf(active, other, now);
            if (pair === undefined) continue;
            const score = fitOf(pair.talk, pair.seat);
            const at = created.get(other.key) ?? now;
            if (best !== undefined && (score < best.score || (score === best.score && at >= best.at))) continue;
            best = { other, score, at, offer: { request: pair.talk.id, volunteer: pair.seat.volunteer } };
          }
          if (best === undefined) continue;
          offers.push(best.offer);
          free.delete(active.key);
          free.delete(best.other.key);
        }
        pooled = new Map([...created].filter(([key]) => free.has(key)));
        return { offers };
      },
    };
  },
};
