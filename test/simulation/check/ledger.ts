/**
 * The history of a run as the tables had it. Every commit is parsed with the real schemas, noted, and judged at once, so no state between
 * two commits is missed.
 */
import { seatRecord, talkRecord } from '../../../shared/app/store/live-records.ts';
import { blockRecord, spaceRecord, volunteerRecord } from '../../../shared/app/store/home-records.ts';
import type { Seat } from '../../../shared/domain/seat.ts';
import type { Space } from '../../../shared/domain/space.ts';
import type { Talk } from '../../../shared/domain/talk.ts';
import type { Volunteer } from '../../../shared/domain/volunteer.ts';
import type { Item, Write } from '../../../shared/ports.ts';
import type { Seen } from '../engine/seen.ts';
import type { InvocationKind } from '../engine/invocation.ts';

/** The committer: an invocation, or another process that a check judges. */
export interface Committer {
  readonly name: string;
  readonly kind: InvocationKind;
  /** When it began, in simulated milliseconds. */
  readonly began: number;
  readonly seen: Seen;
  /** The time that it uses for its decisions, on the clock of its host. */
  readonly decidesAt: number;
}

export interface Pair<T> {
  readonly before: T | undefined;
  readonly after: T | undefined;
}

/** One commit. */
export interface Change {
  readonly who: Committer;
  /** The time that was used for the decision. */
  readonly now: number;
  readonly talks: readonly Pair<Talk>[];
  readonly seats: readonly Pair<Seat>[];
  /** Whether a tombstone was written. */
  readonly tombstone: boolean;
}

export interface Violation {
  /** The number of the invariant, or a word for a bug that breaks no numbered invariant. */
  readonly invariant: string;
  readonly says: string;
  readonly by: string;
}

export type Check = (ledger: Ledger, change: Change) => void;

export class Ledger {
  /** The stored entities, by id. */
  readonly talks = new Map<string, Talk>();
  readonly seats = new Map<string, Seat>();
  readonly spaces = new Map<string, Space>();
  readonly profiles = new Map<string, Volunteer>();
  /** Blocked pairs: subject and volunteer. */
  readonly blocks = new Set<string>();
  /** Every talk and seat ever stored, by revision. */
  readonly talkAt = new Map<string, Talk>();
  readonly seatAt = new Map<string, Seat>();
  readonly spaceAt = new Map<string, Space>();
  /** The revision of each space whose last edit was acknowledged. From then on, every seat follows it. */
  readonly acknowledged = new Map<string, string>();
  /** Volunteers by the `sub` of their accounts. */
  readonly accounts = new Map<string, string>();
  /** Volunteers who may never be matched with a request again, by request. */
  readonly excluded = new Map<string, Set<string>>();
  /** How often each event happened. */
  readonly counts = new Map<string, number>();
  /** Whether the deployment keeps its spaces apart. */
  isApart = false;
  commits = 0;
  violation: Violation | undefined;
  readonly #checks: readonly Check[];

  /** `before`: another ledger, whose stored entities this one copies. */
  constructor(checks: readonly Check[], before?: Ledger) {
    this.#checks = checks;
    if (before === undefined) return;
    copyInto(this.talks, before.talks);
    copyInto(this.seats, before.seats);
    copyInto(this.spaces, before.spaces);
    copyInto(this.profiles, before.profiles);
    copyInto(this.talkAt, before.talkAt);
    copyInto(this.seatAt, before.seatAt);
    copyInto(this.spaceAt, before.spaceAt);
    for (const pair of before.blocks) this.blocks.add(pair);
  }

  /** Keeps only the first violation, because later ones may follow from it. */
  violate(invariant: number | string, says: string, by = ''): void {
    this.violation ??= { invariant: String(invariant), says, by };
  }

  count(what: string, times = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + times);
  }

  exclude(request: string, volunteer: string): void {
    this.excluded.set(request, new Set([...(this.excluded.get(request) ?? []), volunteer]));
  }

  isBlocked(talk: Talk, volunteer: string): boolean {
    return talk.subject !== undefined && this.blocks.has(`${talk.subject} ${volunteer}`);
  }

  /** The seats of the same person in other spaces, found by the profiles and not by what the seats note of each other. */
  othersOf({ space, volunteer: of }: Seat): readonly Seat[] {
    const subject = this.profiles.get(of)?.subject;
    if (subject === undefined || this.isApart) return [];
    return [...this.profiles.values()].flatMap((one) => {
      const seat = one.subject === subject && one.space !== space ? this.seats.get(one.id) : undefined;
      return seat === undefined ? [] : [seat];
    });
  }

  /** Notes a commit that took effect, and runs the checks on it. */
  committed(who: Committer, writes: readonly Write[]): void {
    const change = this.note(who, writes);
    for (const check of this.#checks) check(this, change);
  }

  /** Notes the writes of a commit without checks. */
  note(who: Committer, writes: readonly Write[]): Change {
    this.commits += 1;
    const talks: Pair<Talk>[] = [];
    const seats: Pair<Seat>[] = [];
    let tombstone = false;
    for (const write of writes) {
      if (write.kind === 'check') continue;
      const { pk, sk } = write.kind === 'put' ? write.item.key : write.key;
      const item = write.kind === 'put' ? write.item : undefined;
      if (pk.startsWith('TALK#')) talks.push(this.#talk(pk, item));
      else if (pk.startsWith('SEAT#')) seats.push(this.#seat(pk, item));
      else if (pk.startsWith('GONE#')) tombstone = true;
      else if (item !== undefined) this.#home(item, pk, sk);
    }
    return { who, now: who.decidesAt, talks, seats, tombstone };
  }

  #talk(pk: string, item: Item | undefined): Pair<Talk> {
    const id = pk.slice('TALK#'.length);
    const before = this.talks.get(id);
    if (item === undefined) {
      this.talks.delete(id);
      return { before, after: undefined };
    }
    const after = talkRecord.read(item);
    this.talks.set(after.id, after);
    this.talkAt.set(after.rev, after);
    return { before, after };
  }

  #seat(pk: string, item: Item | undefined): Pair<Seat> {
    const before = this.seats.get(pk.split('#')[2] ?? '');
    if (item === undefined) {
      this.violate(1, `the seat ${pk} was deleted, so the volunteer could get a second seat`);
      return { before, after: undefined };
    }
    const after = seatRecord.read(item);
    this.seats.set(after.volunteer, after);
    this.seatAt.set(after.rev, after);
    return { before, after };
  }

  #home(item: Item, pk: string, sk: string): void {
    if (pk.startsWith('SPACE#') && sk === 'SPACE') {
      const space = spaceRecord.read(item);
      if ('weekly' in space.hours && this.spaces.has(space.id)) this.count('closed');
      this.spaces.set(space.id, space);
      this.spaceAt.set(space.rev, space);
    } else if (pk.startsWith('SPACE#') && sk.startsWith('VOLUNTEER#')) {
      const volunteer = volunteerRecord.read(item);
      this.profiles.set(volunteer.id, volunteer);
    } else if (pk.startsWith('BLOCKS#')) {
      const { subject, volunteer } = blockRecord.read(item);
      this.blocks.add(`${subject} ${volunteer}`);
    }
  }
}

function copyInto<T>(into: Map<string, T>, from: ReadonlyMap<string, T>): void {
  for (const [key, value] of from) into.set(key, value);
}
