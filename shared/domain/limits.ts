/**
 * Every bound of the service, with its unit and the reason for it. A space may tune those in `spaceLimits` within
 * the ranges given there; the rest hold for everybody.
 */

/** A bound that a space may set for itself. */
export interface Tunable {
  readonly default: number;
  readonly min: number;
  readonly max: number;
}

/** Defaults are what the best services practise; ranges keep a slip of the keyboard from closing a space. */
export const spaceLimits = {
  /** Seconds a volunteer has to answer an offer: long enough to put the cup down, short for whoever waits. */
  offerWindowSeconds: { default: 30, min: 5, max: 600 },
  /** Seconds without offers after a talk: nobody takes the next one before they are ready. */
  restSeconds: { default: 300, min: 0, max: 3600 },
  /** Seconds without offers after a talk the volunteer marked heavy. */
  heavyRestSeconds: { default: 900, min: 0, max: 7200 },
  /** Talks and open offers of one volunteer in a day of the space's time zone. */
  talksPerDay: { default: 8, min: 1, max: 1000 },
  /**
   * First talks of a volunteer that begin only while a coordinator is on duty. 0: none, since nobody is on duty in a new space
   * until it says when, and another default would leave every new volunteer unasked. 100: years of evenings, and then it is no beginning.
   */
  probationTalks: { default: 0, min: 0, max: 100 },
  /** Places of one volunteer; more than one only makes sense for text. */
  capacityMax: { default: 1, min: 1, max: 3 },
  /** Seconds after which a volunteer who was not heard of is off. */
  presenceLeaseSeconds: { default: 120, min: 30, max: 600 },
  /** Seconds after which a seeker who was not heard of is not offered until heard again. */
  stillThereSeconds: { default: 120, min: 30, max: 3600 },
  /** Seconds after which a request that found nobody ends, kindly, with a come-back token. */
  unmatchedExpirySeconds: { default: 2700, min: 60, max: 86400 },
  /** Seconds after which a talk asks "still talking?", and ends where nobody answers. */
  talkSecondsMax: { default: 7200, min: 60, max: 28800 },
  /** Requests waiting at once; beyond, the space says that it is full rather than promise what it cannot keep. */
  waitingMax: { default: 100, min: 1, max: 1000 },
  /** Seconds an ended request is kept: 47 h, the strictest period found in practice. */
  retentionSeconds: { default: 169200, min: 60, max: 169200 },
} as const satisfies Record<string, Tunable>;

export type SpaceLimitName = keyof typeof spaceLimits;

/** What the matching policy of a space may tune. */
export const policyLimits = {
  /** Seconds during which only the volunteer asked for again is offered, if they are on. */
  preferredSeconds: { default: 30, min: 0, max: 600 },
  /** Seconds until which only the best fit is offered, if one is on. */
  bestFitSeconds: { default: 210, min: 0, max: 3600 },
  /** Seconds of waiting that move a request one need class up (never into `notSafeNow`). */
  promotionSeconds: { default: 300, min: 30, max: 3600 },
  /**
   * Seconds after which a second offer may be opened beside an unanswered one: by then most answers have come, and in no simulated
   * room is more than one volunteer in ten matches told that somebody was quicker (`npm run policy -- goals`).
   */
  hedgeAfterSeconds: { default: 22, min: 0, max: 600 },
  /** Free volunteers who could serve a request before a second one is asked. Whoever waits is looked after first, so one is enough. */
  hedgeSurplus: { default: 1, min: 1, max: 100 },

  /**
   * Volunteers who are off and are asked to come at once for a request that nobody who is on could serve; 0: nobody is. Two, as one
   * often cannot; and not 0, since such a request only waits to expire, and a page rings nobody unless their app shows it.
   */
  pagesAtOnce: { default: 2, min: 0, max: 5 },

  // The policy `priced`. Percent of the weights that were found best in the simulator.
  /** Later requests of equal need that may ever pass an older one, because few volunteers can serve them (invariant 7). */
  overtakesMax: { default: 0, min: 0, max: 20 },
  /** How dear volunteers with rare skills are to those who do not need them; 0: not at all. */
  scarcityPercent: { default: 100, min: 0, max: 1000 },
  /** How much topics, preferences and meeting again count; 0: not at all. */
  fitPercent: { default: 100, min: 0, max: 1000 },
  /** How much it counts that the work is spread evenly; 0: not at all. */
  evennessPercent: { default: 100, min: 0, max: 1000 },
} as const satisfies Record<string, Tunable>;

/** Open offers of one request at once (invariant 1). */
export const openOffersMax = 2;
/** Seconds in which a pair whose offer was declined or lapsed is not tried again (invariant 8 allows 60 at most). */
export const pairBackOffSeconds = 60;
/** Seconds in which a volunteer whose offer lapsed is not asked again: probably away from the screen (at most 60). */
export const lapseBackOffSeconds = 30;
/** Seconds after which the side that waits in a conversation may ask for a rematch. */
export const rematchAfterSeconds = 120;
/** Seconds to answer "still talking?" before the talk ends by itself. */
export const stillTalkingGraceSeconds = 120;
/** Conversations remembered per request; a request that was rematched more often ends as expired. */
export const matchesPerRequestMax = 20;
/** Keys of recent "on" calls a seat remembers, to know a late duplicate. */
export const onKeysMax = 8;
/** Reports one request may bring: enough for every match of it and more, not enough to flood a coordinator. */
export const reportsPerRequestMax = 20;
/** Accepts a seat remembers, so that a repeated one is answered as the first. */
export const wonMax = 8;
/** Volunteers a request remembers to avoid (declined lately, never joined, blocked). */
export const avoidMax = 100;

/** Requests of one need class, and seats, read in one page of the room; and pages at most in one run of the matcher. */
export const roomPage = 50;
export const roomPagesMax = 8;
/** Items per page when the reconciler reads a room whole. */
export const roomWholePage = 200;
/** Items of one room the reconciler reads at most: above `waitingMax` plus the largest pool of volunteers foreseen. */
export const roomItemsMax = 20_000;
/** Items of a room counted at most: as many as may wait, `waitingMax` at its highest; beyond that a count says no more. */
export const roomCountMax = 1000;
/** Times the matcher plans again in one run after lost races, before the next wake takes over. */
export const planRoundsMax = 4;
/** Seconds: the longest delay SQS takes, so the longest a timer sleeps. */
export const timerSecondsMax = 900;
/** Seconds after which the row that tells the reconciler of a live room is touched again. */
export const liveTouchSeconds = 300;
/** Seconds a live row must be unchanged, and its room empty, before it goes. */
export const liveIdleSeconds = 900;
/** Commits of one plan under way at once: they touch different items, so only the connection limits them. */
export const commitsParallel = 8;
/** Rooms the reconciler works on at once. */
export const reconcileParallel = 4;
/** Seconds of its minute that the reconciler spends before it leaves the rest to its next run. */
export const reconcileBudgetSeconds = 45;
/** Ended stories swept in one run of the reconciler. */
export const sweepMax = 500;

/** Seconds until more volunteers are asked to come for one request, and for which the first ones are shown that they were. */
export const pageAgainSeconds = 600;
/** Seconds in which a volunteer who was asked to come is left in peace: at most a page an evening. */
export const pagePeaceSeconds = 14_400;
/** Volunteers of a space looked through for whom to page: some twenty reads, in well under the matcher's 5 s. Of more, the rest is not paged. */
export const pageLooksMax = 1000;

/** Keys of one read of many items: what the store takes (`Store.getMany`). */
export const readKeysMax = 100;
/** Times a use case reads, decides and commits before it answers 503: races are normal, endless ones are not. */
export const decideAttemptsMax = 8;

/** Seconds a tombstone answers 410 for an erased or swept request: a day. */
export const tombstoneSeconds = 86_400;
/** Seconds an invitation code works: two weeks. */
export const invitationSeconds = 1_209_600;
/** Seconds an idempotent answer of another unsafe POST is remembered: a day. */
export const idempotencySeconds = 86_400;
/** Seconds feedback is kept beside its space: a year, for the evaluation step. */
export const feedbackSeconds = 31_536_000;

/** Seconds a caller may ask an answer to be held (API.md); API Gateway answers 503 at 30. */
export const waitSecondsMax = 25;
/** Seconds between two looks at the one item an answer waits for: one cheap read each. */
export const waitLookSeconds = 1;
/** Seconds between two whole looks, for what changes without that item: a position, an estimate, a board. */
export const waitWholeLookSeconds = 5;
/** Seconds after which a wait slot is free again though nobody gave it back: the longest wait and an answer. */
export const waitSlotSeconds = 30;
/** Wait slots tried before an answer comes at once. */
export const waitSlotTries = 5;
/** Seconds a seeker is asked to leave between two polls. */
export const pollSeconds = 5;
/** Requests to talk per minute of one partner in one space: thirty times the largest text service known, a runaway loop all the same. */
export const partnerAsksPerMinute = 3000;
/** Requests to talk per minute in one space of seekers without a partner. */
export const directAsksPerMinute = 1200;
/** Seconds over which they are counted. */
export const askWindowSeconds = 60;
/** Seconds told with 503 and 429. */
export const retryAfterSeconds = 5;
/** Writes that note a seeker as heard, at most, in one "still there?" period: enough never to lose them, few enough to be cheap. */
export const heardWritesPerStillThere = 4;

/** Bytes of a request body; the largest legal body is a space with its ground rules. */
export const bodyBytesMax = 64 * 1024;
/** Characters of texts people write. */
export const openingCharsMax = 500;
/** Characters of a statement a space makes about itself. */
export const statementCharsMax = 2000;
export const reportCharsMax = 4000;
export const feedbackCharsMax = 2000;
/** Characters of an opaque pseudonym, an idempotency key, an attribute value, a label. */
export const subjectCharsMax = 200;
export const idempotencyKeyCharsMax = 200;
export const labelCharsMax = 80;
/** Random bits a caller without a credential must bring in its idempotency key, counted at 6 bits a character. */
export const anonymousKeyCharsMin = 22;
/** Characters of one header that a caller may send: API Gateway takes 10,240 bytes of all of them and the request line. */
export const requestHeaderCharsMax = 10_240;
/** Characters of an ISO 8601 time: 24 as it is told, and room for a caller's finer fractions. */
export const isoTimeCharsMax = 40;
/** Characters of a name that a space or a partner gives itself. */
export const nameCharsMax = 200;
/** Characters of a URL, of a token or a code, and of a sentence of ours. */
export const urlCharsMax = 2000;
export const tokenCharsMax = 300;
export const sentenceCharsMax = 1000;
/** Help resources shown at once: those of a country, of the space, and the finder. */
export const resourcesShownMax = 100;
/** Countries whose help numbers a space may confirm: ISO 3166-1 has 249, and two letters make 676. */
export const countriesMax = 676;
/** Entries of lists in bodies. */
export const listEntriesMax = 50;
export const groundRulesMax = 5;
export const groundRuleCharsMax = 300;
/** Items of a page of a list, and the default. */
export const pageItemsMax = 100;
export const pageItemsDefault = 25;

/** Event digests a counter remembers, to count a replayed stream record once; above two full batches of the courier. */
export const countedEventsMax = 128;

// Opening hours.
/** Characters of a time zone name; the longest IANA name has 32. */
export const timeZoneCharsMax = 64;
/** Time zones whose formatter is kept, the oldest going first: a function serves few spaces at a time, each costs kilobytes. */
export const zoneFormattersMax = 64;
/** Opening spans in a week: six a day. */
export const weeklySpansMax = 42;
/**
 * Local days looked ahead for the next opening or closing: two weeks and a margin. A span that one week loses to a clock
 * change comes back the week after; what does not change in that time never does.
 */
export const hoursHorizonDays = 18;

// Wait estimates.
/** Samples of one class of places and kind below which the answer is "we do not know": too few to say anything about the next one. */
export const estimateSamplesMin = 30;

/** Share of the known waits that an announced range holds: the service's promise on honest waits. */
export const estimateCoverage = 0.8;

/** Share of the known waits that do not exceed it: who waits longer than announced soon leaves, so few should. */
export const estimateWithin = 0.85;

/**
 * Samples of one class of places and kind after which all counts are halved: an estimate then rests on the latest 100 to 200
 * waits, the older half counting less. Large enough to say something, small enough to follow a season.
 */
export const estimateSamplesMax = 200;

/**
 * Cases (reports and escalations).
 * Seconds a case that was closed after its request had gone is still shown: as long as an ended request at most is.
 */
export const closedCaseSeconds = 169_200;

// Demand, as the policy `priced` knows it.
/** Seconds after which an arrival counts a third of a new one: long enough for rare kinds, short enough to follow an evening. */
export const demandMemorySeconds = 7200;
/** Kinds of request remembered at most: a few per language, role and required attribute. */
export const demandKindsMax = 100;
/**
 * Languages and required attributes of a kind that is remembered, together: who asks for more than these is like nobody else,
 * would be recognised by it, and could make the record larger than an item may be.
 */
export const demandKindPartsMax = 8;
/**
 * Requests an hour below which a kind is forgotten: it makes nobody dearer any more, and what only one person asked for is not
 * to stay. A kind that came once goes after four and a half hours.
 */
export const demandFloorPerHour = 0.05;
/**
 * Older requests that one offer may pass: each is counted in the offer's own transaction. DynamoDB takes 100 items in one, and
 * each one more costs two writes and makes it likelier that somebody else is writing it.
 */
export const passesPerOfferMax = 20;
/** Times `priced` orders a plan anew because somebody would be passed too often, before it keeps strictly to the order. */
export const overtakeRoundsMax = 8;
/** Pairs of a request and a free volunteer up to which `priced` finds the best plan; beyond, a good one, as fast as it must be. */
export const exactPairsMax = 100_000;
