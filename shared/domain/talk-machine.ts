/**
 * The state machine of a talk request, as data. One table is used for the check before every change, for the diagram in
 * docs/state-machines.md and for the property tests.
 */
import * as z from 'zod';

export const talkStates = ['waiting', 'offered', 'matched', 'ended', 'cancelled', 'expired'] as const;
export const talkState = z.enum(talkStates);
export type TalkState = z.infer<typeof talkState>;

interface Transition {
  readonly from: readonly TalkState[];
  readonly to: readonly TalkState[];
}

export const talkMachine = {
  /** A volunteer is asked. A second one may be asked while the first has not answered. */
  offer: { from: ['waiting', 'offered'], to: ['offered'] },
  /**
   * An offer ends without a match: the state is `offered` while another offer is open, otherwise `waiting`. The queue time stays.
   */
  withdraw: { from: ['offered'], to: ['offered', 'waiting'] },
  accept: { from: ['offered'], to: ['matched'] },
  cancel: { from: ['waiting', 'offered'], to: ['cancelled'] },
  expire: { from: ['waiting', 'offered'], to: ['expired'] },
  end: { from: ['matched'], to: ['ended'] },
  /**
   * The other side never joined, or vanished: the request is back in the queue, with its old queue time. After too many matches it
   * expires.
   */
  rematch: { from: ['matched'], to: ['waiting', 'expired'] },
} as const satisfies Record<string, Transition>;

export type TalkTransition = keyof typeof talkMachine;

/** Whether the transition may start in this state. */
export function mayTalk(transition: TalkTransition, from: TalkState): boolean {
  const allowed: readonly TalkState[] = talkMachine[transition].from;
  return allowed.includes(from);
}

/** In a terminal state only sweeping or erasure can still happen to the request. */
export function isTerminal(state: TalkState): boolean {
  return state === 'ended' || state === 'cancelled' || state === 'expired';
}
