/** How actors decide, and how fast. The simulation, the chaos runs and the demo use different values. */
import type { Random } from '../random/random.ts';

/** Shares from 0 to 1. */
export interface SeekerBehaviour {
  /** Opens the page of the space before asking. */
  readonly readsPage: number;
  /** Sends the same request twice at once, with one key. */
  readonly asksTwice: number;
  /** Agrees to ground rules that are not those of the space. */
  readonly asksStale: number;
  /** Sends another request with the same key afterwards, which must be refused. */
  readonly asksOtherwise: number;
  /** Share of the seekers who come through a partner: use its matching endpoint. */
  readonly usesMatching: number;
  /** Share of the refused: reads the help numbers. */
  readonly looksForHelp: number;
  /** Never calls again once the request is acknowledged, as when the app is closed. */
  readonly closesApp: number;
  /** Share of the reads of a request: held until something changes. */
  readonly holds: number;
  readonly silent: number;
  /** Leaves because patience ends early; leaves because the request is offered. */
  readonly cancels: number;
  readonly cancelsWhenOffered: number;
  /** Share of the seekers who leave: erase the request instead of cancelling it. */
  readonly erasesToLeave: number;
  readonly erases: number;
  /** Never comes to the conversation. */
  readonly away: number;
  /** Share of those who come: their app says so. */
  readonly saysHere: number;
  /** Share of the seekers who are alone in the conversation: wait for the volunteer, then ask for another one. */
  readonly waitsForVolunteer: number;
  /** Share of the seekers who come through a partner: the partner sends both sides the links to its own channel. */
  readonly getsLinks: number;
  readonly ends: number;
  /** Stays until the other side has ended the talk. */
  readonly stays: number;
  readonly givesFeedback: number;
  readonly blocks: number;
  /** Share of the seekers who block: report as well. */
  readonly reports: number;
  /** Share of the seekers who block: block later, when they may be asking again. */
  readonly blocksLater: number;
  readonly asksAgain: number;
  /** Share of those whose request expired, and of those who were refused: ask again. */
  readonly comesBack: number;
  readonly asksAfterRefusal: number;
  /** Reads the request once more when its time is over. */
  readonly looksBack: number;
}

/** A seeker who asks, waits, talks, and does nothing else. */
export const plainSeeker: SeekerBehaviour = {
  readsPage: 0,
  asksTwice: 0,
  asksStale: 0,
  asksOtherwise: 0,
  usesMatching: 0,
  looksForHelp: 0,
  closesApp: 0,
  holds: 0,
  silent: 0,
  cancels: 0,
  cancelsWhenOffered: 0,
  erasesToLeave: 0,
  erases: 0,
  away: 0,
  saysHere: 1,
  waitsForVolunteer: 0,
  getsLinks: 0,
  ends: 1,
  stays: 0,
  givesFeedback: 0,
  blocks: 0,
  reports: 0,
  blocksLater: 0,
  asksAgain: 0,
  comesBack: 0,
  asksAfterRefusal: 0,
  looksBack: 0,
};

export interface VolunteerBehaviour {
  /** Share of the times on in which a volunteer who wants several conversations takes several. */
  readonly takesSeveral: number;
  readonly declines: number;
  readonly ignores: number;
  readonly acceptsTwice: number;
  /** Goes off while, or just before, the accept is on its way. */
  readonly acceptsAndLeaves: number;
  readonly leavesAndAccepts: number;
  /** Accepts although the offer was declined just before. */
  readonly declinesAndAccepts: number;
  /** Repeats the accept at the end of the talk. */
  readonly repeatsAccept: number;
  readonly away: number;
  /** Share of those who come: their app says so. */
  readonly saysHere: number;
  readonly ends: number;
  readonly heavy: number;
  /** Share of the heavy talks after which the volunteer mutes topics. */
  readonly mutes: number;
  readonly givesFeedback: number;
  readonly blocks: number;
  /** Tries a rematch of a conversation to which it did not come itself. */
  readonly rematches: number;
  readonly goesOff: number;
  /** Share of the volunteers who go off: after this talk; with two calls at the same time. */
  readonly drains: number;
  readonly leavesTwice: number;
  /** Share of the calls of "on" after which the volunteer, if no answer comes, says off instead of trying again. */
  readonly givesUpOn: number;
  /** Leaves without telling the service, as when the laptop is closed. */
  readonly vanishes: number;
  /** Reads the offers once more after going off. */
  readonly looksAfterOff: number;
  /** After going off, late messages of the app arrive: the renewal of the ended session, the old "on". */
  readonly sendsOldMessages: number;
  readonly forgetsLease: number;
  /** Pulls the next offer instead of waiting for one. */
  readonly pulls: number;
  /** Renews the lease at a read, instead of leaving it to the read itself. */
  readonly renews: number;
  readonly holds: number;
  readonly looksAtConversations: number;
}

/** A volunteer who goes on, accepts, talks, and does nothing else. */
export const plainVolunteer: VolunteerBehaviour = {
  takesSeveral: 1,
  declines: 0,
  ignores: 0,
  acceptsTwice: 0,
  acceptsAndLeaves: 0,
  leavesAndAccepts: 0,
  declinesAndAccepts: 0,
  repeatsAccept: 0,
  away: 0,
  saysHere: 1,
  ends: 1,
  heavy: 0,
  mutes: 0,
  givesFeedback: 0,
  blocks: 0,
  rematches: 0,
  goesOff: 0,
  drains: 0,
  leavesTwice: 0,
  givesUpOn: 0,
  vanishes: 0,
  looksAfterOff: 0,
  sendsOldMessages: 0,
  forgetsLease: 0,
  pulls: 0,
  renews: 0,
  holds: 0,
  looksAtConversations: 0,
};

type Range = readonly [from: number, to: number];
/** A range from which each number is as likely, or another distribution. */
export type Duration = Range | ((random: Random) => number);

/** Seconds of this duration, drawn. */
export function drawn(random: Random, duration: Duration): number {
  return typeof duration === 'function' ? duration(random) : random.between(...duration);
}

/** All in seconds of the session's clock, except `hold`. */
export interface Rhythm {
  /** Between two reads of a seeker; the length of a silence; until the seeker asks again. */
  readonly seekerLook: Duration;
  readonly silence: Duration;
  readonly away: Duration;
  readonly awayWithBlock: Duration;
  readonly seekerTalk: Duration;
  /** Until a seeker gives up on a volunteer who does not come. */
  readonly noShow: Duration;
  /** From asking again to the postponed block of the last conversation. */
  readonly laterBlock: Duration;
  readonly lookBack: Duration;
  /** Maximum of the service's seconds for which an answer is held. */
  readonly hold: number;
  readonly volunteerLook: Duration;
  readonly volunteerAway: Duration;
  readonly forgotten: Duration;
  readonly volunteerTalk: Duration;
  readonly hesitation: Duration;
}

/** The parts of a read that is held until something other than `etag` can be read. Without an `etag` it is answered at once. */
export function heldFor(
  { hold }: Pick<Rhythm, 'hold'>,
  etag: string | undefined,
): { readonly ifNoneMatch?: string; readonly waitSeconds?: number } {
  return etag === undefined ? {} : { ifNoneMatch: etag, waitSeconds: hold };
}
