/** How actors decide, and how fast. The simulation and the chaos runs use different values. */

/** Shares from 0 to 1. */
export interface SeekerBehaviour {
  /** Sends the same request twice at once, with one key. */
  readonly asksTwice: number;
  /** Agrees to ground rules that are not those of the space. */
  readonly asksStale: number;
  /** Sends another request with the same key afterwards, which must be refused. */
  readonly asksOtherwise: number;
  /** Share of the seekers who come through a partner: use its matching endpoint. */
  readonly usesMatching: number;
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
  /** Share of the seekers who are alone in the conversation: wait for the volunteer, then ask for another one. */
  readonly waitsForVolunteer: number;
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
  /** Reads the request once more when its time is over. */
  readonly looksBack: number;
}

export interface VolunteerBehaviour {
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
  readonly ends: number;
  readonly heavy: number;
  readonly blocks: number;
  /** Tries a rematch of a conversation to which it did not come itself. */
  readonly rematches: number;
  readonly goesOff: number;
  /** Share of the volunteers who go off: after this talk; with two calls at the same time. */
  readonly drains: number;
  readonly leavesTwice: number;
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

type Range = readonly [from: number, to: number];

/** All in seconds. */
export interface Rhythm {
  /** Between two reads of a seeker; the length of a silence; until the seeker asks again. */
  readonly seekerLook: Range;
  readonly silence: Range;
  readonly away: Range;
  readonly awayWithBlock: Range;
  readonly seekerTalk: Range;
  /** Until a seeker gives up on a volunteer who does not come. */
  readonly noShow: number;
  /** From asking again to the postponed block of the last conversation. */
  readonly laterBlock: Range;
  readonly lookBack: Range;
  /** Maximum time for which an answer is held. */
  readonly hold: number;
  readonly volunteerLook: Range;
  readonly volunteerAway: Range;
  readonly forgotten: Range;
  readonly volunteerTalk: Range;
  readonly hesitation: Range;
}
