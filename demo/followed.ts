/** The people that a viewer follows: one seeker after the other, and the volunteer that each meets. Pure. */
import { ofKind, type Entry } from './history.ts';
import { durationText, languageName, needTexts, refusalText } from './wording.ts';

type Accepted = Extract<Entry, { kind: 'accepted' }>;

/** One seeker's request, from the moment it is made. All times are evening seconds. */
export interface Followed {
  readonly seeker: string;
  readonly asking: Extract<Entry, { kind: 'asking' }>;
  readonly accepted: Accepted | undefined;
  /** How it ended: refused, cancelled, expired, or a talk that is over. */
  readonly end: Extract<Entry, { kind: 'refused' | 'cancelled' | 'expired' | 'over' }> | undefined;
  readonly heard: 'yes' | 'somewhat' | 'no' | undefined;
}

/** Evening seconds for which the end is shown before the next seeker is followed. */
const lingerSeconds = 150;

/** All who were followed, in order: the first seeker of the evening, and then always the first who asks after the last end. */
export function followedIn(entries: readonly Entry[]): readonly Followed[] {
  const all: Followed[] = [];
  const askings = ofKind(entries, 'asking');
  for (let from = -Infinity; ;) {
    const asking = askings.find(({ at }) => at >= from);
    if (asking === undefined) return all;
    const followed = followedOf(entries, asking);
    all.push(followed);
    if (followed.end === undefined) return all;
    from = followed.end.at + lingerSeconds;
  }
}

function followedOf(entries: readonly Entry[], asking: Followed['asking']): Followed {
  const { seeker } = asking;
  const later = entries.slice(entries.indexOf(asking) + 1);
  const own = later.find(
    (entry): entry is Extract<Entry, { kind: 'refused' | 'cancelled' | 'expired' | 'matched' }> =>
      ['refused', 'cancelled', 'expired', 'matched'].includes(entry.kind) && 'seeker' in entry && entry.seeker === seeker,
  );
  if (own?.kind !== 'matched') return { seeker, asking, accepted: undefined, end: own, heard: undefined };
  const accepted = ofKind(entries, 'accepted').find(({ request }) => request === own.request);
  const end = ofKind(later, 'over').find(({ conversation }) => conversation === accepted?.conversation);
  const heard = ofKind(later, 'felt').find((one) => one.seeker === seeker)?.heard;
  return { seeker, asking, accepted, end, heard };
}

/** The one who is followed now, in one sentence; undefined before the first. `now`: evening seconds. */
export function followedText(entries: readonly Entry[], now: number): string | undefined {
  const followed = followedIn(entries).findLast(({ asking }) => asking.at <= now);
  return followed === undefined ? undefined : sentenceOf(followed, now);
}

const feelings = { yes: 'felt heard', somewhat: 'felt somewhat heard', no: 'did not feel heard' } as const;

/** What has become of the seeker, in one sentence. */
export function sentenceOf({ seeker, asking, accepted, end, heard }: Followed, now: number): string {
  const since = (from: number) => durationText((end?.at ?? now) - from);
  if (end?.kind === 'refused') return `${seeker} was refused, with help numbers: ${refusalText(end.why)}`;
  if (end?.kind === 'cancelled') return `${seeker} waited ${since(asking.at)} and left: ${end.cause}`;
  if (end?.kind === 'expired') return `${seeker} waited ${since(asking.at)} in vain, and may come back: ${end.cause}`;
  if (accepted === undefined) {
    const wish = asking.need === 'notSafeNow' ? needTexts.notSafeNow : `to talk ${needTexts[asking.need]}`;
    return `${seeker} asks in ${languageName(asking.language)}: ${wish}; has waited ${since(asking.at)}`;
  }
  const { volunteer, role } = accepted;
  const waited = durationText(accepted.at - asking.at);
  if (end === undefined) return `${seeker} waited ${waited}, and talks with ${volunteer}, a ${role}, for ${since(accepted.at)}`;
  const after = heard === undefined ? '' : ` and ${feelings[heard]}`;
  return `${seeker} talked with ${volunteer} for ${since(accepted.at)}${after}`;
}
