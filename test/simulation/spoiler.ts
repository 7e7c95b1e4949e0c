/**
 * Items that no version can read, put into the tables past the checks: copies of the run's own items with a value out of bounds, a
 * value of a newer version, or damage. They lie in the room of the actors, in a room of their own, and in a space that cannot be read itself. Nothing
 * else may change: every other check holds as without them. And each of them must be reported.
 */
import { excludedVolunteersMax } from '../../shared/domain/limits.ts';
import { epochMs } from '../../shared/domain/time.ts';
import { jsonObject } from '../../shared/app/store/json.ts';
import { homeKeys, liveKeys, roomIndex, roomOf, sortable, sweepPk } from '../../shared/app/store/keys.ts';
import { requestId, spaceId, volunteerId, type SpaceId } from '../../shared/domain/ids.ts';
import type { LogEvent } from '../../shared/log-events.ts';
import type { Item, JsonObject, Key, Write } from '../../shared/ports.ts';
import type { SeededRandom } from '../../random/seeded-random.ts';
import type { Ledger } from './check/ledger.ts';
import type { Simulator } from './engine/simulator.ts';

/** Seconds until it looks again for items to copy. */
const againSeconds = 5;

/** What is wrong with the copy of a request, and of a seat. A field that is undefined is missing. */
const faultsOfTalk: readonly Readonly<Record<string, JsonObject[string] | undefined>>[] = [
  { excludedVolunteers: Array.from({ length: excludedVolunteersMax + 1 }, (_, n) => ({ volunteer: `vol_${n}`, until: null })) },
  { event: 'of-the-next-version' },
  { askedAt: undefined },
];
const faultsOfSeat: typeof faultsOfTalk = [{ capacity: 1_000 }, { on: 'of-the-next-version' }, { facts: undefined }];

/** Fields by which a copy would speak for the person or the case of the original. */
const ofOriginal = { subject: undefined, partner: undefined, escalation: undefined, match: undefined, elsewhere: undefined };
const ofNobody = { offers: [], reports: [], talks: [], previousMatches: [] };

interface Around {
  readonly simulator: Simulator;
  readonly ledger: Ledger;
  /** The space of the actors. */
  readonly space: SpaceId;
  /** Called with what was put into the tables. */
  readonly put: (writes: readonly Write[]) => void;
}

export class Spoiler {
  readonly #around: Around;
  readonly #random: SeededRandom;
  /** What must stay as it is, and be reported. */
  readonly #planted: Item[] = [];
  /** Requests that must be swept. */
  readonly #due: Key[] = [];
  readonly #reported = new Set<string>();
  #count = 0;

  constructor(around: Around) {
    this.#around = around;
    this.#random = around.simulator.random.of('spoiler');
  }

  /** Puts the items into the tables at moments of the first half of a run. */
  begin(horizonSeconds: number): void {
    const { simulator } = this.#around;
    const until = simulator.now + horizonSeconds * 500;
    const after = (seconds: number, plant: () => boolean): void =>
      simulator.timeline.after(seconds * 1_000, 0, () => {
        if (!plant() && simulator.now < until) after(againSeconds, plant);
      });
    const moment = (of: string): number => this.#random.of(of).between(0, horizonSeconds / 2);
    after(moment('requests'), () => this.#requests());
    after(moment('seat'), () => this.#seat());
    after(moment('spaces'), () => this.#spaces());
  }

  /** Notes what the service reports. */
  logged({ code, fields }: LogEvent): void {
    if (code === 'item-unreadable') this.#reported.add(nameOf(fields));
  }

  /** At the end of a run: every item was reported and is unchanged, and what was due is gone. */
  judge(): void {
    const { simulator, ledger } = this.#around;
    const stored = new Map(simulator.store.dump().map((item) => [nameOf(item.key), item]));
    for (const { key, rev, body } of this.#planted) {
      const now = stored.get(nameOf(key));
      if (!this.#reported.has(nameOf(key))) ledger.violate('unreadable', `${nameOf(key)} could not be read, and nothing says so`);
      if (now?.rev !== rev || JSON.stringify(now.body) !== JSON.stringify(body))
        ledger.violate('unreadable', `${nameOf(key)} could not be read, and did not stay as it was`);
    }
    for (const key of this.#due)
      if (stored.has(nameOf(key))) ledger.violate(14, `${nameOf(key)} could not be read, and was never swept`);
    ledger.count('set aside', this.#planted.length + this.#due.length);
  }

  /** The keys of what it put there. */
  get keys(): ReadonlySet<string> {
    return new Set(this.#planted.map(({ key }) => key.pk));
  }

  /** In front of all others who wait; and one whose retention is over. */
  #requests(): boolean {
    const { space } = this.#around;
    const original = this.#find('TALK#', 'W#');
    if (original === undefined) return false;
    const waiting = { pk: roomIndex.pk(roomOf(space)), sk: `${roomIndex.waitingPrefix(0)}${'0'.repeat(15)}` };
    const key = liveKeys.talk(requestId.parse(this.#id('req')));
    this.#plant({ ...original, key, indexes: { room: waiting } }, faultsOfTalk);
    const due = liveKeys.talk(requestId.parse(this.#id('req')));
    const sweep = { pk: sweepPk, sk: sortable(epochMs.parse(this.#around.simulator.now)) };
    this.#put([spoilt({ ...original, key: due, indexes: { sweep } }, this.#random.of('due').pick(faultsOfTalk))]);
    this.#due.push(due);
    return true;
  }

  /** In front of all others who are free. */
  #seat(): boolean {
    const { space } = this.#around;
    const original = this.#find('SEAT#', roomIndex.freePrefix);
    if (original === undefined) return false;
    const free = { pk: roomIndex.pk(roomOf(space)), sk: `${roomIndex.freePrefix}${'0'.repeat(15)}` };
    const key = liveKeys.seat(space, volunteerId.parse(this.#id('vol')));
    this.#plant({ ...original, key, indexes: { room: free } }, faultsOfSeat);
    return true;
  }

  /** A space in whose room nothing can be read, a space that cannot be read, and the live rows of both; and the row of the actors' room. */
  #spaces(): boolean {
    const talk = this.#find('TALK#', 'W#');
    const original = this.#stored().find(({ key }) => key.pk === homeKeys.space(this.#around.space).pk && key.sk === 'SPACE');
    const row = this.#stored().find(({ key }) => key.pk === 'LIVE' && key.sk === roomOf(this.#around.space));
    if (talk === undefined || original === undefined || row === undefined) return false;
    const [lonely, unread] = [spaceId.parse(this.#id('spc')), spaceId.parse(this.#id('spc'))];
    const spaces = [lonely, unread].map((id) => ({ ...original, key: homeKeys.space(id), body: { ...original.body, id } }));
    const rows = [lonely, unread].map((space) => {
      const key = liveKeys.liveRoom(roomOf(space));
      return { ...row, key, body: { ...row.body, space, room: roomOf(space) } };
    });
    const [readable, other] = spaces;
    if (readable === undefined || other === undefined) return false;
    // The row of the actors' room is only a hint: the service writes it anew.
    this.#put([readable, ...rows, { ...row, body: { ...row.body, touchedAt: 'never' } }]);
    this.#plant(other, [{ audience: 'of-the-next-version' }]);
    const waiting = { pk: roomIndex.pk(roomOf(lonely)), sk: `${roomIndex.waitingPrefix(0)}${'0'.repeat(15)}` };
    const key = liveKeys.talk(requestId.parse(this.#id('req')));
    this.#plant({ ...talk, key, body: { ...talk.body, space: lonely }, indexes: { room: waiting } }, faultsOfTalk);
    return true;
  }

  #plant(item: Item, faults: typeof faultsOfTalk): void {
    const planted = spoilt({ ...item, rev: this.#id('rev') }, this.#random.of('fault', this.#count).pick(faults));
    this.#planted.push(planted);
    this.#put([planted]);
  }

  #put(items: readonly Item[]): void {
    const writes = items.map((item): Write => ({ kind: 'put', item, expected: { kind: 'any' } }));
    for (const write of writes) void this.#around.simulator.store.commit([write]);
    this.#around.put(writes);
  }

  #stored(): readonly Item[] {
    return this.#around.simulator.store.dump();
  }

  /** An item of the actors' room, at a place of its index. */
  #find(kind: string, place: string): Item | undefined {
    const pk = roomIndex.pk(roomOf(this.#around.space));
    return this.#stored().find(({ key, indexes }) => {
      const room = indexes?.room;
      return key.pk.startsWith(kind) && room?.pk === pk && room.sk.startsWith(place) && !this.keys.has(key.pk);
    });
  }

  #id(kind: string): string {
    this.#count += 1;
    return `${kind}_unreadable${String(this.#count).padStart(12, '0')}`;
  }
}

/** The item with a fault: its own id, nobody's person, and one field that no schema accepts. */
function spoilt(item: Item, fault: (typeof faultsOfTalk)[number]): Item {
  const { key, body } = item;
  const isLive = key.table === 'live';
  const id = key.pk.split('#').at(-1) ?? '';
  const own = key.pk.startsWith('SEAT#') ? { volunteer: id } : { id };
  const fields = { ...body, ...(isLive ? { ...ofOriginal, ...ofNobody } : {}), ...own, ...fault };
  return { ...item, body: jsonObject(fields) };
}

function nameOf({ pk, sk }: { readonly pk: string; readonly sk: string }): string {
  return `${pk} ${sk}`;
}
