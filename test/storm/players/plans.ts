/** What a seeker is going to do, all chosen from the seed before anything happens. */
import type * as z from 'zod';
import type { askBody } from '../../../shared/contract/talk-requests.ts';
import type { Random } from '../../../random/random.ts';

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
export function aPlan(random: Random, seekers: number): Plan {
  const caller = random.chance(0.7) ? 'partner' : 'direct';
  const named = caller === 'partner' && random.chance(0.6);
  const subject = `subject-${Math.floor(random.between(0, seekers * subjectsPerSeeker))}`;
  const urgency = random.pick(['now', 'now', 'soon', 'whenever'] as const);
  return {
    caller,
    ...(caller === 'partner' && random.chance(0.25) ? { matchSeconds: Math.floor(random.between(0, 5)) } : {}),
    body: {
      languages: random.pick([['en'], ['en'], ['en'], ['de'], ['de', 'en']]),
      channel: random.pick(['chat', 'chat', 'chat', 'voice'] as const),
      groundRulesVersion: random.chance(0.02) ? 2 : 1,
      urgency,
      notSafeNow: random.chance(0.04),
      topics: random.chance(0.4) ? [random.pick(['grief', 'work', 'family'] as const)] : [],
      preferences: random.chance(0.25)
        ? [
            {
              attribute: 'gender',
              value: random.pick(['a', 'b'] as const),
              strength: random.pick(['prefer', 'prefer', 'require'] as const),
            },
          ]
        : [],
      ...(random.chance(0.1) ? { role: random.pick(['listener', 'mentor'] as const) } : {}),
      ...(random.chance(0.2) ? { country: random.pick(['GB', 'DE', 'AQ'] as const) } : {}),
      ...(named ? { subject } : {}),
      ...(random.chance(0.3) ? { opening: 'I would like to talk' } : {}),
    },
    doubled: random.chance(0.2),
    mismatched: random.chance(0.15),
    leaves: random.pick([
      'soon',
      'when-offered',
      'without-a-word',
      'when-tired',
      'when-tired',
      'when-tired',
      'when-tired',
      'when-tired',
      'when-tired',
    ] as const),
    leavesBy: random.pick(['cancel', 'cancel', 'cancel', 'erase'] as const),
    held: random.chance(0.4),
    talkMs: random.between(200, 2500),
    afterTalk: [
      ...(random.chance(0.2) ? (['feedback'] as const) : []),
      ...(random.chance(0.08) ? (['report'] as const) : []),
      ...(random.chance(0.2) ? (['block'] as const) : []),
      ...(random.chance(0.15) ? (['erase'] as const) : []),
    ],
    endsTalk: random.chance(0.5),
  };
}

/** Asks for what nobody who is ever on could give, and waits until the request expires. */
export function hopelessPlan(random: Random): Plan {
  const { matchSeconds: _partnersOnly, ...plan } = aPlan(random, 1);
  const body: Plan['body'] = { languages: ['cy'], channel: 'chat', groundRulesVersion: 1, urgency: 'now' };
  return { ...plan, caller: 'direct', body, mismatched: false, leaves: 'when-tired', held: true, afterTalk: [] };
}
