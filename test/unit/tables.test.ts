/** What counts as a change that a refused request has made, and what the clock alone changes. */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { liveRoomsPk } from '../../shared/app/store/keys.ts';
import { changes, contentsOf } from '../world/tables.ts';

const room = (touchedAt: string, timerAt: string) => ({
  pk: { S: liveRoomsPk },
  sk: { S: 'room' },
  rev: { S: `rev-${timerAt}` },
  body: { M: { touchedAt: { N: touchedAt }, timerAt: { N: timerAt } } },
});
const seat = (rev: string) => ({ pk: { S: 'SEAT' }, sk: { S: 'one' }, rev: { S: rev } });
const rate = (count: string) => ({ pk: { S: 'RATE#partner' }, sk: { S: 'minute' }, count: { N: count } });
const between = (before: readonly Record<string, AttributeValue>[], after: readonly Record<string, AttributeValue>[]) =>
  changes(new Map(contentsOf('live', before)), new Map(contentsOf('live', after)), ['rate-counted', 'room-forgotten']);

describe('what a refused request has changed', () => {
  it('is each item that came, went or differs', () => {
    expect(between([seat('1')], [seat('2')])).toEqual(['live SEAT one changed']);
    expect(between([], [seat('1')])).toEqual(['live SEAT one came']);
    expect(between([seat('1')], [])).toEqual(['live SEAT one went']);
  });

  it('is a room that was touched, or came', () => {
    expect(between([room('1', '5')], [room('2', '5')])).toEqual([`live ${liveRoomsPk} room changed`]);
    expect(between([], [room('1', '5')])).toEqual([`live ${liveRoomsPk} room came`]);
  });

  it('is neither the clock’s change of a room nor a counted rate', () => {
    expect(between([room('1', '5')], [room('1', '6')])).toEqual([]);
    expect(between([room('1', '5')], [])).toEqual([]);
    expect(between([rate('1')], [rate('2')])).toEqual([]);
  });

  it('is a counted rate and a room that went, if neither is allowed', () => {
    const all = (items: readonly Record<string, AttributeValue>[]) => new Map(contentsOf('live', items));
    expect(changes(all([rate('1')]), all([rate('2')]))).toEqual(['live RATE#partner minute changed']);
    expect(changes(all([room('1', '5')]), all([]))).toEqual([`live ${liveRoomsPk} room went`]);
    expect(changes(all([room('1', '5')]), all([room('1', '6')]))).toEqual([]);
  });
});
