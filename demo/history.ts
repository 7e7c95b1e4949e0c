/** What happened this evening, as seekers and volunteers saw it. Only added to; the board and the summary are made from it. */
import type { WaitReason } from '../shared/domain/policy/plan.ts';
import type { Need, Role } from '../shared/domain/vocabulary.ts';

/** Why a request ended without a match, as far as the demo can see. */
export type UnmatchedCause =
  | 'no volunteer on could serve'
  | 'volunteers who could serve were talking or resting'
  | 'a volunteer was being asked'
  | 'a volunteer was free, but had no offer yet';

/** What must never be seen; the words are those of the summary. */
export const violations = {
  'matched-twice': 'a seeker matched twice',
  'seat-twice': 'more talks than a volunteer has seats',
  'match-after-cancel': 'a match after an acknowledged cancel',
  'offer-after-off': 'an offer after an acknowledged off',
  'offer-violation': 'an offer the volunteer could not serve',
  'blocked-met': 'a blocked pair met again',
  'position-rose': 'a queue position that got worse',
  'never-ended': 'an acknowledged request without an end',
} as const;
export type Violation = keyof typeof violations;

export type Event =
  | { readonly kind: 'asking'; readonly seeker: string; readonly need: Need; readonly language: string }
  | {
      readonly kind: 'asked';
      readonly seeker: string;
      readonly request: string;
      readonly subject?: string;
      readonly cameBack: boolean;
    }
  | { readonly kind: 'refused'; readonly seeker: string; readonly why: string }
  | { readonly kind: 'matched'; readonly seeker: string; readonly request: string; readonly waitSeconds: number }
  | {
      readonly kind: 'cancelled';
      readonly seeker: string;
      readonly request: string;
      readonly why: 'patience' | 'closing';
      readonly cause: UnmatchedCause;
    }
  | { readonly kind: 'expired'; readonly seeker: string; readonly request: string; readonly cause: UnmatchedCause }
  | { readonly kind: 'silent' | 'back'; readonly seeker: string }
  | { readonly kind: 'offered'; readonly volunteer: string; readonly offer: string }
  | { readonly kind: 'declined' | 'ignored' | 'too-late'; readonly volunteer: string; readonly offer: string }
  | {
      readonly kind: 'accepted';
      readonly volunteer: string;
      readonly offer: string;
      readonly request: string;
      readonly conversation: string;
      readonly language: string;
      readonly role: Role;
      /** Real seconds, as the offer said. */
      readonly waitedSeconds: number;
      readonly reasons: readonly string[];
    }
  /** Noted when it is sent or seen, whichever is first. */
  | { readonly kind: 'over'; readonly conversation: string }
  | { readonly kind: 'heavy'; readonly volunteer: string }
  | { readonly kind: 'felt'; readonly seeker: string; readonly heard: 'yes' | 'somewhat' | 'no' }
  | { readonly kind: 'blocked'; readonly request: string; readonly volunteer: string }
  | { readonly kind: 'reported'; readonly seeker: string }
  | { readonly kind: 'erased'; readonly request: string }
  | { readonly kind: 'on' | 'draining' | 'off' | 'vanished'; readonly volunteer: string }
  /** The service's board: how many waited for each reason. */
  | { readonly kind: 'looked'; readonly waitReasons: Readonly<Partial<Record<WaitReason, number>>> }
  | { readonly kind: 'case'; readonly state: string; readonly cause: 'not safe now' | 'report' }
  | { readonly kind: 'violation'; readonly what: Violation }
  | { readonly kind: 'stopped'; readonly who: string; readonly why: string };

/** `at`: evening seconds. */
export type Entry = Event & { readonly at: number };

export type EventKind = Event['kind'];

/** The history of one evening; `now` gives evening seconds. */
export class History {
  readonly entries: Entry[] = [];
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  note(event: Event): void {
    this.entries.push({ ...event, at: this.now() });
  }
}

/** The entries of these kinds. */
export function ofKind<K extends EventKind>(
  entries: readonly Entry[],
  ...kinds: readonly K[]
): readonly Extract<Entry, { kind: K }>[] {
  const wanted = new Set<EventKind>(kinds);
  return entries.filter((entry): entry is Extract<Entry, { kind: K }> => wanted.has(entry.kind));
}
