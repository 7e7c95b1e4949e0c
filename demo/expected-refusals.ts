/** The refusals that an evening brings. Any other refusal is unexpected, and fails the evening. */
import type { AnyRefusal, ProblemOf } from '../client/answer.ts';
import type { RouteId } from '../client/route.ts';

const expected: { readonly [Id in RouteId]?: readonly ProblemOf<Id>[] } = {
  // A language that no volunteer speaks; too many who wait; a first request whose answer was lost, and that still waits.
  ask: ['nobody-could-serve', 'space-full', 'already-asking'],
  match: ['nobody-could-serve', 'space-full', 'already-asking'],
  showRequest: ['gone'],
  // A volunteer accepted at that very moment.
  cancelRequest: ['already-matched'],
  eraseRequest: ['gone'],
  // The other side has ended the talk, or the seeker has erased the request.
  showConversation: ['gone'],
  hereInConversation: ['already-over', 'gone'],
  setJoin: ['already-over', 'gone'],
  endConversation: ['gone'],
  giveFeedback: ['gone'],
  block: ['gone'],
  report: ['gone'],
  // The lease has ended meanwhile.
  setAvailability: ['session-ended'],
  nextOffer: ['not-eligible'],
  acceptOffer: ['offer-gone'],
};

/** Whether an evening brings this refusal. */
export function isExpected(id: RouteId, { problem }: AnyRefusal): boolean {
  const slugs: readonly string[] = expected[id] ?? [];
  return slugs.includes(problem);
}
