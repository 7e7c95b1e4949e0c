/** What must happen in enough seeds. A workload without one of these would test less than it says. */
import { faultKinds, faultProfiles, mishaps } from './engine/faults.ts';
import { scenarios } from './scenarios.ts';

/** Events of people and of the service; refusals by their code. */
const told = ['asked', 'offered', 'matched', 'declined', 'lapsed', 'withdrawn', 'cancelled', 'expired', 'here', 'ended'];
const seldom = [
  'not-safe-now',
  'space changed',
  'rematched',
  'came-back',
  'overtakes',
  'called-out',
  'lease over',
  'silent',
  'closed',
  'gone',
  'unchanged',
  'set aside',
];
const inSeveralSpaces = ['offers to people in two spaces'];
const refusals = ['already-asking', 'already-matched', 'gone', 'idempotency-mismatch', 'nobody-could-serve', 'not-eligible'];
const lateRefusals = ['would-strand', 'offer-gone', 'session-ended', 'space-closed', 'stale-ground-rules', 'too-early'];

/** Scenarios and fault profiles that are drawn, faults, and other events. */
export const happenings: readonly string[] = [
  ...Object.entries(scenarios).flatMap(([name, { share }]) => (share > 0 ? [name] : [])),
  ...Object.keys(faultProfiles),
  ...faultKinds,
  ...mishaps,
  ...told,
  ...seldom,
  ...inSeveralSpaces,
  ...[...refusals, ...lateRefusals].map((code) => `no: ${code}`),
];
