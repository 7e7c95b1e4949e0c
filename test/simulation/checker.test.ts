/** The checker finds wrong histories. Each history has one error and is written without the use cases. */
import { describe, expect, it } from 'vitest';
import { seededIds } from '../../shared/adapters/memory/ids.ts';
import { SeededRandom } from '../../random/seeded-random.ts';
import { seatRecord, talkRecord } from '../../shared/app/store/live-records.ts';
import type { Seat } from '../../shared/domain/seat.ts';
import type { Talk } from '../../shared/domain/talk.ts';
import type { Item, Write } from '../../shared/ports.ts';
import { aSeat, aTalk, at, noon, offerNo } from '../fixtures/domain.ts';
import { costs } from './check/costs.ts';
import { Ledger, type Committer } from './check/ledger.ts';
import { machine } from './check/machine.ts';
import { sides } from './check/sides.ts';
import { Seen } from './engine/seen.ts';

const random = new SeededRandom(1);
const ids = seededIds((count) => random.bytes(count));

function itemOf(write: Write): Item {
  if (write.kind !== 'put') throw new Error('a put');
  return write.item;
}

const stored = {
  talk: (talk: Talk): Write => ({ kind: 'put', item: itemOf(talkRecord.overwrite(ids, talk)), expected: { kind: 'any' } }),
  seat: (seat: Seat): Write => ({ kind: 'put', item: itemOf(seatRecord.overwrite(ids, seat)), expected: { kind: 'any' } }),
};

/** The invariant that the checker reports for a wrong commit after a correct one. */
function violated(before: readonly Write[], wrong: readonly Write[], by: Partial<Committer> = {}): string | undefined {
  const ledger = new Ledger([sides, machine(), costs]);
  const who: Committer = { name: 'a caller', kind: 'api', began: noon, seen: new Seen(), decidesAt: noon, ...by };
  ledger.committed(who, before);
  expect(ledger.violation).toBeUndefined();
  ledger.committed(who, wrong);
  return ledger.violation?.invariant;
}

const talk = aTalk();
const seat = aSeat();
const offer = { id: offerNo(1), volunteer: seat.volunteer, at: noon, expiresAt: at(30), reasons: [] };
const held = { id: offer.id, request: talk.id, at: noon, expiresAt: at(30) };
const offered: Talk = { ...talk, seq: 2, event: 'offered', state: 'offered', offers: [offer] };
const asked: Seat = { ...seat, seq: 2, offers: [held] };
const begun = [stored.talk(talk), stored.seat(seat)];

describe('the checker of commits finds', () => {
  it.each<[string, string, readonly Write[]]>([
    ['an offer that stands on the request only', '1', [stored.talk(offered)]],
    ['an offer that stands on the seat only', '1', [stored.seat(asked)]],
    ['a match without an offer', '1', [stored.talk({ ...talk, seq: 2, event: 'matched', state: 'matched' })]],
    ['a gap in the event numbers', '11', [stored.talk({ ...talk, seq: 3, event: 'here' })]],
    ['a change without a new event number', '11', [stored.talk({ ...talk, event: 'here' })]],
    ['a lost place in the queue', '8', [stored.talk({ ...talk, seq: 2, event: 'here', askedAt: at(5) })]],
    [
      'a request that is deleted without a tombstone',
      '14',
      [{ kind: 'delete', key: { table: 'live', pk: `TALK#${talk.id}`, sk: '-' }, expected: { kind: 'any' } }],
    ],
    ['a rest that is shortened', '8', [stored.seat({ ...seat, seq: 2, restUntil: at(-90_000) })]],
  ])('%s', (_, invariant, wrong) => {
    expect(violated(begun, wrong)).toBe(invariant);
  });

  it('a lapse, an expiry and an end of a lease before their time', () => {
    const matcher = { kind: 'matcher', decidesAt: at(29) } as const;
    const waiting: Talk = { ...offered, seq: 3, event: 'lapsed', state: 'waiting', offers: [] };
    const free: Seat = { ...asked, seq: 3, offers: [] };
    const pair = [stored.talk(aTalk({ n: 2 })), stored.seat(aSeat({ n: 2 }))];
    expect(violated(begun, [stored.talk(offered), stored.seat(asked)])).toBeUndefined();
    const ledger = new Ledger([sides, machine()]);
    const who: Committer = { name: 'matcher', began: noon, seen: new Seen(), ...matcher };
    ledger.committed(who, begun);
    ledger.committed(who, [stored.talk(offered), stored.seat(asked)]);
    ledger.committed(who, [stored.talk(waiting), stored.seat(free)]);
    expect(ledger.violation).toMatchObject({ invariant: '8' });
    expect(
      violated(
        pair,
        [stored.talk({ ...aTalk({ n: 2 }), seq: 2, event: 'expired', state: 'expired', endedAt: noon, deleteAt: at(60) })],
        matcher,
      ),
    ).toBe('2');
    const { session: _over, ...off } = aSeat({ n: 2 });
    expect(violated(pair, [stored.seat({ ...off, seq: 2, on: 'off' })], matcher)).toBe('4');
  });
});
