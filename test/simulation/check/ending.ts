/** Checks at the end, without faults and after all people have left: nothing is lost, nothing is left over, everything was counted. */
import { dayCountsRecord, demandRecord } from '../../../shared/app/statistics/count-records.ts';
import { seatRecord, talkRecord } from '../../../shared/app/store/live-records.ts';
import { homeKeys } from '../../../shared/app/store/keys.ts';
import type { Item } from '../../../shared/ports.ts';
import type { Simulator } from '../engine/simulator.ts';
import type { Ledger } from './ledger.ts';
import type { Promises } from './promises.ts';

/** The figures of the board, by the events that they count. */
const figures = ['asked', 'matched', 'cancelled', 'expired', 'ended', 'offered', 'declined', 'lapsed'] as const;

export interface Ended {
  readonly ledger: Ledger;
  readonly promises: Promises;
  readonly simulator: Simulator;
  /** The partition keys of items that cannot be read. */
  readonly spoilt: ReadonlySet<string>;
}

export function countEverything({ ledger, promises, simulator, spoilt }: Ended, told: boolean): void {
  const items = simulator.store.dump().filter(({ key }) => !spoilt.has(key.pk));
  for (const talk of ledger.talks.values()) {
    const acknowledged = promises.asked.has(talk.id) ? ', acknowledged,' : '';
    if (talk.endedAt === undefined) ledger.violate(2, `${talk.id}${acknowledged} is still ${talk.state}`);
    else ledger.violate(14, `${talk.id} was ${talk.state} and is still stored`);
  }
  if (!told) ledger.violate(3, 'the event counter has not received every record');
  sameAsStored(ledger, items);
  nothingLeft(ledger, items);
  counted(ledger, items);
  demanded(ledger, items);
}

/** The checker's own copy equals the tables. */
function sameAsStored(ledger: Ledger, items: readonly Item[]): void {
  for (const item of items) {
    const { pk } = item.key;
    if (pk.startsWith('TALK#') && ledger.talks.get(talkRecord.read(item).id)?.rev !== item.rev)
      ledger.violate('checker', `${pk} is not what was committed`);
    if (pk.startsWith('SEAT#') && ledger.seats.get(seatRecord.read(item).volunteer)?.rev !== item.rev)
      ledger.violate('checker', `${pk} is not what was committed`);
  }
}

/** No stored item names a request that was swept or erased. Seats may: their last accepts do not lead to any data. */
function nothingLeft(ledger: Ledger, items: readonly Item[]): void {
  const requests = new Set([...ledger.talkAt.values()].map(({ id }) => id.slice('req_'.length)));
  for (const item of items) {
    if (item.key.pk.startsWith('SEAT#')) continue;
    const text = JSON.stringify(item);
    for (const request of requests) if (text.includes(request)) ledger.violate(14, `${item.key.pk} still names ${request}`);
    if (item.key.pk.startsWith('SUBJECT#')) ledger.violate(2, `${item.key.pk} keeps a seeker from asking again`);
  }
}

/** The board's figures equal the history, also when records arrived late, twice or in parts. */
function counted(ledger: Ledger, items: readonly Item[]): void {
  const days = items
    .filter(({ key }) => key.pk.startsWith('COUNTS#') && key.sk.startsWith('DAY#'))
    .map((item) => dayCountsRecord.read(item));
  for (const name of figures) {
    const figure = name === 'offered' ? 'offers' : name;
    const erased = (day: (typeof days)[number]): number => (name === 'cancelled' ? day.figures.erased : 0);
    const told = days.reduce((sum, day) => sum + day.figures[figure] + erased(day), 0);
    const happened = ledger.counts.get(name) ?? 0;
    if (told !== happened) ledger.violate(3, `the board says ${told} ${name}, but the history has ${happened}`);
  }
}

/** Milliseconds after which an arrival counts about a third, and the arrivals an hour that a new arrival counts for. */
const memoryMs = 7_200_000;
const oneArrival = 0.5;

/** Every request was counted once in the demand of its space, with the weight that it has now. Only if the policy uses the demand. */
function demanded(ledger: Ledger, items: readonly Item[]): void {
  const asked = [...new Map([...ledger.talkAt.values()].map((talk) => [talk.id, talk])).values()];
  for (const { id, policy } of ledger.spaces.values()) {
    if (policy.name !== 'priced') continue;
    const ofSpace = items.filter(({ key }) => key.sk === 'DEMAND' && key.pk === homeKeys.demand(id).pk);
    const stored = ofSpace.map((item) => demandRecord.read(item));
    const told = stored.flatMap(({ kinds }) => kinds).reduce((sum, { perHour }) => sum + perHour, 0);
    const at = Math.max(...stored.map((one) => one.at));
    const happened = asked
      .filter(({ space }) => space === id)
      .reduce((sum, { createdAt }) => sum + oneArrival * Math.exp((createdAt - at) / memoryMs), 0);
    if (Math.abs(told - happened) > 1e-6)
      ledger.violate(3, `the stored demand of ${id} is ${told} an hour, but the history has ${happened}`);
  }
}
