/** What a seeker is going to do, all chosen from the seed before anything happens. */
import type * as z from 'zod';
import type { askBody } from '../../../shared/contract/talk-requests.ts';
import type { Dice } from '../dice.ts';

export interface Plan {
  readonly caller: 'partner' | 'direct';
  /** The matching endpoint, holding the answer for so many seconds; absent: the usual way. */
  readonly matchSeconds?: number;
  readonly body: z.input<typeof askBody>;
  /** The same call twice at once, with the same key. */
  readonly doubled: boolean;
  /** Afterwards another payload with the same key, which must be refused. */
  readonly mismatched: boolean;
  /** How they leave if they do: in a moment, at the sight of an offer, when patience ends; or without a word, their app closed. */
  readonly leaves: 'soon' | 'when-offered' | 'when-tired' | 'without-a-word';
  readonly leavesBy: 'cancel' | 'erase';
  readonly held: boolean;
  readonly talkMs: number;
  readonly afterTalk: readonly ('feedback' | 'report' | 'block' | 'erase')[];
  readonly endsTalk: boolean;
}

/** The subjects of a storm are fewer than its seekers, so that two ask for the same one at once. */
const subjectsPerSeeker = 0.7;

/** The plan of one seeker's first story. */
export function aPlan(dice: Dice, seekers: number): Plan {
  const caller = dice.chance(0.7) ? 'partner' : 'direct';
  const named = caller === 'partner' && dice.chance(0.6);
  const subject = `subject-${Math.floor(dice.between(0, seekers * subjectsPerSeeker))}`;
  const urgency = dice.one('now', 'now', 'soon', 'whenever');
  return {
    caller,
    ...(caller === 'partner' && dice.chance(0.25) ? { matchSeconds: Math.floor(dice.between(0, 5)) } : {}),
    body: {
      languages: dice.one(['en'], ['en'], ['en'], ['de'], ['de', 'en']),
      channel: dice.one('chat', 'chat', 'chat', 'voice'),
      groundRulesVersion: dice.chance(0.02) ? 2 : 1,
      urgency,
      notSafeNow: dice.chance(0.04),
      topics: dice.chance(0.4) ? [dice.one('grief', 'work', 'family')] : [],
      preferences: dice.chance(0.25)
        ? [{ attribute: 'gender', value: dice.one('a', 'b'), strength: dice.one('prefer', 'prefer', 'require') }]
        : [],
      ...(dice.chance(0.1) ? { role: dice.one('listener', 'mentor') } : {}),
      ...(dice.chance(0.2) ? { country: dice.one('GB', 'DE', 'AQ') } : {}),
      ...(named ? { subject } : {}),
      ...(dice.chance(0.3) ? { opening: 'I would like to talk' } : {}),
    },
    doubled: dice.chance(0.2),
    mismatched: dice.chance(0.15),
    leaves: dice.one(
      'soon',
      'when-offered',
      'without-a-word',
      'when-tired',
      'when-tired',
      'when-tired',
      'when-tired',
      'when-tired',
      'when-tired',
    ),
    leavesBy: dice.one('cancel', 'cancel', 'cancel', 'erase'),
    held: dice.chance(0.4),
    talkMs: dice.between(200, 2500),
    afterTalk: [
      ...(dice.chance(0.2) ? (['feedback'] as const) : []),
      ...(dice.chance(0.08) ? (['report'] as const) : []),
      ...(dice.chance(0.2) ? (['block'] as const) : []),
      ...(dice.chance(0.15) ? (['erase'] as const) : []),
    ],
    endsTalk: dice.chance(0.5),
  };
}

/** Asks for what nobody who is ever on could give, and waits until the request expires. */
export function hopelessPlan(dice: Dice): Plan {
  const { matchSeconds: _partnersOnly, ...plan } = aPlan(dice, 1);
  const body: Plan['body'] = { languages: ['cy'], channel: 'chat', groundRulesVersion: 1, urgency: 'now' };
  return { ...plan, caller: 'direct', body, mismatched: false, leaves: 'when-tired', held: true, afterTalk: [] };
}
