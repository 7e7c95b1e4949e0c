/** Default bodies to create a space and to ask in it. */
import type * as z from 'zod';
import type { volunteerCreation } from '../../shared/contract/volunteers.ts';
import type { spaceCreation } from '../../shared/contract/spaces.ts';
import type { askBody } from '../../shared/contract/talk-requests.ts';

export type SpaceBody = z.input<typeof spaceCreation>;
export type VolunteerBody = z.input<typeof volunteerCreation>;
export type AskBody = z.input<typeof askBody>;

/** The six steps of a space in which English and a few other languages are spoken. */
export const spaceBody = {
  name: 'Evening line',
  purpose: 'Conversations in the evening',
  country: 'GB',
  groundRules: { items: ['Be kind'] },
  confidentiality: { kept: 'Nothing', limits: [] },
  inclusivity: { languages: ['en', 'cy', 'de', 'fr', 'pl', 'tr'], identityPreferences: [] },
  topics: ['grief', 'work'],
  handover: { seekerUrl: 'https://talk.example/s/{conversation}', volunteerUrl: 'https://talk.example/v/{conversation}' },
} as const satisfies SpaceBody;

/** A listener who speaks English. */
export const volunteerBody = { role: 'listener', languages: ['en'] } as const satisfies VolunteerBody;

/** A seeker who speaks English, wants to chat and agrees to the first ground rules. */
export const askingBody = { languages: ['en'], channel: 'chat', groundRulesVersion: 1 } as const satisfies AskBody;
