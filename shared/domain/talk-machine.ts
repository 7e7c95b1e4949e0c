/**
 * The state machine of a talk request as data. One table drives the check before every change, the diagram in
 * docs/state-machines.md and the property tests.
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
  /** A volunteer is asked; a second one may be while the first still thinks. */
  offer: { from: ['waiting', 'offered'], to: ['offered'] },
  /** An offer ends without a match: `offered` while another stays open, else `waiting`. The queue time stays. */
  withdraw: { from: ['offered'], to: ['offered', 'waiting'] },
  accept: { from: ['offered'], to: ['matched'] },
  cancel: { from: ['waiting', 'offered'], to: ['cancelled'] },
  expire: { from: ['waiting', 'offered'], to: ['expired'] },
  end: { from: ['matched'], to: ['ended'] },
  /** The other side never joined: back in the queue, at the old place. */
  rematch: { from: ['matched'], to: ['waiting'] },
} as const satisfies Record<string, Transition>;

export type TalkTransition = keyof typeof talkMachine;

/** Whether the transition may start in this state. */
export function mayTalk(transition: TalkTransition, from: TalkState): boolean {
  const allowed: readonly TalkState[] = talkMachine[transition].from;
  return allowed.includes(from);
}

/** A story is over when nothing but sweeping or erasure can happen to it. */
export function isTerminal(state: TalkState): boolean {
  return state === 'ended' || state === 'cancelled' || state === 'expired';
}
