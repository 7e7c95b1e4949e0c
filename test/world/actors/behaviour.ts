/** How actors decide, and how fast: what differs between an evening in the simulation and a minute of chaos. */

/** Shares from 0 to 1. */
export interface SeekerBehaviour {
  /** Sends the same request twice at once, with one key. */
  readonly asksTwice: number;
  /** Agrees to ground rules that are not those of the space. */
  readonly asksStale: number;
  /** Sends another request with the same key afterwards, which must be refused. */
  readonly asksOtherwise: number;
  /** Of those who come through a partner: use its matching endpoint. */
  readonly usesMatching: number;
  /** Never calls again once the request is acknowledged, as when the app is closed. */
  readonly closesApp: number;
  /** Of the reads of a request: held until something changes. */
  readonly holds: number;
  readonly silent: number;
  /** Leaves when patience ends early; and at the sight of an offer. */
  readonly cancels: number;
  readonly cancelsWhenOffered: number;
  /** Of those who leave: erase the request instead of cancelling it. */
  readonly erasesToLeave: number;
  readonly erases: number;
  /** Never comes to the conversation. */
  readonly away: number;
  /** Of those who are alone in the conversation: wait for the volunteer, and ask for another one then. */
  readonly waitsForVolunteer: number;
  readonly ends: number;
  /** Stays until the other side has ended the talk. */
  readonly stays: number;
  readonly givesFeedback: number;
  readonly blocks: number;
  /** Of those who block: report as well. */
  readonly reports: number;
  /** Of those who block: only later, when they may be asking again. */
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
  /** Tries a rematch where it never came itself. */
  readonly rematches: number;
  readonly goesOff: number;
  /** Of those who go off: after this talk; or twice at once. */
  readonly drains: number;
  readonly leavesTwice: number;
  /** After going off, late messages of the app arrive: the renewal of the ended session, the old "on". */
  readonly sendsOldMessages: number;
  readonly forgetsLease: number;
  /** Asks for the next one instead of waiting for an offer. */
  readonly pulls: number;
  /** Renews the lease at a read, instead of leaving it to the read itself. */
  readonly renews: number;
  readonly holds: number;
  readonly looksAtConversations: number;
}

type Range = readonly [from: number, to: number];

/** Seconds. */
export interface Rhythm {
  /** Between two reads of a seeker, of a silence, and until the seeker asks again. */
  readonly seekerLook: Range;
  readonly silence: Range;
  readonly away: Range;
  readonly awayWithBlock: Range;
  readonly seekerTalk: Range;
  /** Until a seeker gives up on a volunteer who does not come. */
  readonly noShow: number;
  /** From asking again to a block that was put off. */
  readonly laterBlock: Range;
  readonly lookBack: Range;
  /** A held answer is held for so long at most. */
  readonly hold: number;
  readonly volunteerLook: Range;
  readonly volunteerAway: Range;
  readonly forgotten: Range;
  readonly volunteerTalk: Range;
  readonly hesitation: Range;
}
