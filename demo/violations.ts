/** The invariants that seekers and volunteers can see, and how often each was broken: noted by one of them, or shown by the history. Pure. */
import { ofKind, violations, type Entry, type Violation } from './history.ts';

export interface Judged {
  /** Places of each volunteer. */
  readonly seats: ReadonlyMap<string, number>;
  /** Whether the evening ran to its end: then every acknowledged request must have one. */
  readonly complete: boolean;
}

/** Every invariant, with its violations in this history: none of them may ever be above 0. */
export function violationsIn(entries: readonly Entry[], { seats, complete }: Judged): ReadonlyMap<Violation, number> {
  const counts = new Map<Violation, number>(
    Object.keys(violations)
      .filter(isViolation)
      .map((violation) => [violation, 0]),
  );
  const note = (what: Violation, times = 1) => counts.set(what, (counts.get(what) ?? 0) + times);
  const replay = new Replay(entries, seats, note);
  for (const entry of entries) {
    if (entry.kind === 'violation') note(entry.what);
    else replay.follow(entry);
  }
  if (complete) note('never-ended', replay.open.size);
  return counts;
}

function isViolation(name: string): name is Violation {
  return name in violations;
}

type Accepted = Extract<Entry, { kind: 'accepted' }>;

class Replay {
  /** Acknowledged requests without an end. */
  readonly open = new Set<string>();
  private readonly seats: ReadonlyMap<string, number>;
  private readonly note: (what: Violation) => void;
  private readonly subjects: ReadonlyMap<string, string>;
  private readonly talks = new Map<string, { readonly volunteer: string; readonly seeker: string }>();
  /** A talk may be over before the answer to its acceptance has arrived. */
  private readonly ended = new Set<string>();
  private readonly matched = new Set<string>();
  private readonly cancelled = new Set<string>();
  private readonly blocked = new Set<string>();

  /** The subject of a request may be noted after its match: the matching endpoint answers both at once. */
  constructor(entries: readonly Entry[], seats: ReadonlyMap<string, number>, note: (what: Violation) => void) {
    this.seats = seats;
    this.note = note;
    this.subjects = new Map(ofKind(entries, 'asked').map(({ request, subject = request }) => [request, subject]));
  }

  follow(entry: Entry): void {
    if (entry.kind === 'asked') this.open.add(entry.request);
    if (entry.kind === 'accepted') this.accepted(entry);
    if (entry.kind === 'over') this.over(entry.conversation);
    if (entry.kind === 'cancelled' && this.matched.has(entry.request)) this.note('match-after-cancel');
    if (entry.kind === 'cancelled') this.cancelled.add(entry.request);
    if (isEnd(entry)) this.open.delete(entry.request);
    if (entry.kind === 'blocked') this.blocked.add(pair(this.seekerOf(entry.request), entry.volunteer));
  }

  private accepted({ request, volunteer, conversation }: Accepted): void {
    const seeker = this.seekerOf(request);
    const live = [...this.talks.values()];
    if (this.matched.has(request) || live.some((talk) => talk.seeker === seeker)) this.note('matched-twice');
    if (this.cancelled.has(request)) this.note('match-after-cancel');
    if (this.blocked.has(pair(seeker, volunteer))) this.note('blocked-met');
    if (live.filter((talk) => talk.volunteer === volunteer).length >= (this.seats.get(volunteer) ?? 1)) this.note('seat-twice');
    this.matched.add(request);
    if (!this.ended.has(conversation)) this.talks.set(conversation, { volunteer, seeker });
  }

  private over(conversation: string): void {
    this.ended.add(conversation);
    this.talks.delete(conversation);
  }

  /** The person of a request, as far as the service can know: its subject, or the request alone. */
  private seekerOf(request: string): string {
    return this.subjects.get(request) ?? request;
  }
}

function isEnd(entry: Entry): entry is Extract<Entry, { kind: 'cancelled' | 'matched' | 'expired' | 'erased' }> {
  return ['cancelled', 'matched', 'expired', 'erased'].includes(entry.kind);
}

function pair(seeker: string, volunteer: string): string {
  return `${seeker} ${volunteer}`;
}
