/** The topics and languages of the evening, and how codes, times and shares read in plain English. */
import type { PairReason, WaitReason } from '../shared/domain/policy/plan.ts';
import type { Need } from '../shared/domain/vocabulary.ts';

export const topics = ['anxiety', 'family', 'grief', 'loneliness', 'study', 'work'] as const;
export const ageGroups = ['18-30', '31-60', 'over-60'] as const;

/** Spoken here, from the most to the least common. */
export const languages = ['en', 'es', 'pl', 'ar'] as const;

export const needTexts = {
  notSafeNow: 'not safe now',
  now: 'now',
  soon: 'soon',
  whenever: 'whenever',
} as const satisfies Record<Need, string>;

const reasonTexts: Readonly<Record<string, string>> = {
  'same-volunteer': 'same volunteer asked for',
  'same-volunteer-relaxed': 'the volunteer asked for was not free',
  'preferences-met': 'as preferred',
  'preferences-relaxed': 'preference relaxed',
  'topic-fit': 'knows the topic',
  'longest-idle': 'longest free',
  'not-safe-now': 'not safe now, first in line',
  promoted: 'moved up after waiting',
  hedged: 'asked as a second',
  'scarce-skill-first': 'few volunteers could serve it',
  'scarce-skill-kept': 'a rare skill kept free',
  'nobody-on': 'no volunteer on',
  'no-shared-language': 'language not spoken',
  'other-role': 'no volunteer in the role',
  'channel-not-offered': 'channel not offered',
  'attribute-missing': 'no volunteer as required',
  'topic-muted': 'topic muted',
  'credential-missing': 'credential missing',
  'not-active': 'profile not active',
  excluded: 'not the same volunteer again yet',
  off: 'volunteers gone off',
  'lease-lapsed': 'volunteers silent',
  'at-capacity': 'volunteers talking',
  resting: 'volunteers resting',
  'day-cap-reached': 'volunteers done for today',
  'space-closed': 'the space is closed',
  'on-probation': 'new volunteers, and no coordinator on duty',
  'others-first': 'others come first',
  'scarcer-first': 'rarer need came first',
  'waiting-for-same-volunteer': 'the volunteer asked for',
  'waiting-for-best-fit': 'a better fit',
  offered: 'a volunteer is asked',
  'not-seen-lately': 'seeker silent',
} satisfies Record<PairReason | WaitReason, string>;

const refusalTexts: Readonly<Record<string, string>> = {
  'nobody-could-serve': 'no volunteer here could serve this',
  'space-full': 'as many wait as may',
};

/** Why a request was refused, in plain words; an unknown code stands for itself. */
export function refusalText(code: string): string {
  return refusalTexts[code] ?? code;
}

const languageNames = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });

/** A language in English, as people say it; an unknown tag stands for itself. */
export function languageName(tag: string): string {
  return languageNames.of(tag) ?? tag;
}

/** Reason codes in plain words; an unknown code stands for itself. */
export function reasonText(reasons: readonly string[]): string {
  return reasons.map((reason) => reasonTexts[reason] ?? reason).join(', ');
}

/** `12 s`, `3:05 min`, `2:10 h` of so many seconds. */
export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const [large, small, unit] = whole < 3600 ? [whole / 60, whole % 60, 'min'] : [whole / 3600, (whole % 3600) / 60, 'h'];
  return `${Math.floor(large)}:${String(Math.floor(small)).padStart(2, '0')} ${unit}`;
}

/** `20:14`: a second of the day, wrapped at midnight. */
export function timeOfDay(second: number): string {
  const minutes = Math.floor(Math.max(0, second) / 60);
  return `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** `81 %`, or `-` of nothing. */
export function percent(profile: number, whole: number): string {
  return whole === 0 ? '-' : `${Math.round((100 * profile) / whole)} %`;
}
