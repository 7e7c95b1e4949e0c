/** The state of the evening at one moment, made from its history: which seekers wait, which volunteers are on, which talk. */
import type { Need } from '../shared/domain/vocabulary.ts';
import type { CompressedLimits } from './compressed-time.ts';
import type { Entry } from './history.ts';

export interface VolunteerSeen {
  readonly state: 'on' | 'draining' | 'off' | 'vanished';
  /** Open conversations. */
  readonly talks: ReadonlySet<string>;
  /** Offers not answered yet. */
  readonly offers: ReadonlySet<string>;
  /** When the last talk ended, evening seconds, and whether it was heavy. */
  readonly lastTalk: { readonly endedAt: number; readonly heavy: boolean } | undefined;
}

export interface Waiting {
  readonly seeker: string;
  readonly need: Need;
  readonly language: string;
  /** Evening seconds. */
  readonly since: number;
  readonly silent: boolean;
}

export interface Snapshot {
  readonly waiting: ReadonlyMap<string, Waiting>;
  readonly volunteers: ReadonlyMap<string, VolunteerSeen>;
}

interface Seen {
  state: VolunteerSeen['state'];
  talks: Set<string>;
  offers: Set<string>;
  lastTalk: VolunteerSeen['lastTalk'];
}

export type Activity = 'talking' | 'asked' | 'resting' | 'free';

/** What decides what a volunteer who is on is doing. */
export interface Circumstances {
  readonly limits: CompressedLimits;
  readonly factor: number;
  /** Evening seconds. */
  readonly now: number;
  /** Talks that leave no place. */
  readonly seats: number;
}

/** What a volunteer who is on does now; a volunteer with a seat left beside a talk may be asked, or is free. */
export function activityOf({ talks, offers, lastTalk }: VolunteerSeen, { limits, factor, now, seats }: Circumstances): Activity {
  if (talks.size >= seats) return 'talking';
  if (offers.size > 0) return 'asked';
  if (lastTalk === undefined) return 'free';
  const rest = lastTalk.heavy ? limits.heavyRestSeconds : limits.restSeconds;
  return now < lastTalk.endedAt + rest * factor ? 'resting' : 'free';
}

/** The snapshot at the end of the entries. Pure. */
export function snapshotOf(entries: readonly Entry[]): Snapshot {
  const waiting = new Map<string, Waiting>();
  const volunteers = new Map<string, Seen>();
  const holders = new Map<string, string>();
  for (const entry of entries) {
    noteSeeker(waiting, entry);
    if ('volunteer' in entry) noteVolunteer(seenOf(volunteers, entry.volunteer), entry);
    if (entry.kind === 'accepted') holders.set(entry.conversation, entry.volunteer);
    if (entry.kind === 'over') noteOver(volunteers.get(holders.get(entry.conversation) ?? ''), entry);
  }
  return { waiting, volunteers };
}

function noteSeeker(waiting: Map<string, Waiting>, entry: Entry): void {
  if (!('seeker' in entry)) return;
  const { seeker } = entry;
  const before = waiting.get(seeker);
  if (entry.kind === 'asking') {
    const { need, language, at } = entry;
    waiting.set(seeker, { seeker, need, language, since: at, silent: false });
  } else if (entry.kind === 'silent' || entry.kind === 'back') {
    if (before !== undefined) waiting.set(seeker, { ...before, silent: entry.kind === 'silent' });
  } else if (entry.kind !== 'asked') waiting.delete(seeker);
}

function noteVolunteer(seen: Seen, entry: Entry & { readonly volunteer: string }): void {
  if (entry.kind === 'on' || entry.kind === 'draining' || entry.kind === 'off' || entry.kind === 'vanished') {
    seen.state = entry.kind;
    if (entry.kind !== 'on') seen.offers.clear();
  }
  if (entry.kind === 'offered') seen.offers.add(entry.offer);
  if ('offer' in entry && entry.kind !== 'offered') seen.offers.delete(entry.offer);
  if (entry.kind === 'accepted') seen.talks.add(entry.conversation);
  if (entry.kind === 'heavy' && seen.lastTalk !== undefined) seen.lastTalk = { ...seen.lastTalk, heavy: true };
}

/** Either side may note the end; the first one counts. A volunteer who leaves after the last talk is off then. */
function noteOver(seen: Seen | undefined, { conversation, at }: Extract<Entry, { kind: 'over' }>): void {
  if (seen?.talks.delete(conversation) !== true) return;
  seen.lastTalk = { endedAt: at, heavy: false };
  if (seen.state === 'draining' && seen.talks.size === 0) seen.state = 'off';
}

function seenOf(volunteers: Map<string, Seen>, name: string): Seen {
  const seen = volunteers.get(name) ?? { state: 'off', talks: new Set<string>(), offers: new Set<string>(), lastTalk: undefined };
  volunteers.set(name, seen);
  return seen;
}
