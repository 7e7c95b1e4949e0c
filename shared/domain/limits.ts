/**
 * Every bound of the service, with its unit and its reason. A space may tune the bounds in `spaceLimits` within the ranges given
 * there. The others hold for every space.
 */

/** A bound that a space may set for itself. */
export interface Tunable {
  readonly default: number;
  readonly min: number;
  readonly max: number;
}

/** The defaults are the practice of the best services. The ranges prevent a typing error from closing a space. */
export const spaceLimits = {
  /** Seconds a volunteer has to answer an offer: long enough to put down a cup, short for the seeker who waits. */
  offerWindowSeconds: { default: 30, min: 5, max: 600 },
  /** Seconds without offers after a talk: a volunteer gets no next talk before they are ready. */
  restSeconds: { default: 300, min: 0, max: 3600 },
  /** Seconds without offers after a talk that the volunteer marked heavy. */
  heavyRestSeconds: { default: 900, min: 0, max: 7200 },
  /** Talks and open offers of one volunteer in one day of the space's time zone. */
  talksPerDay: { default: 8, min: 1, max: 1000 },
  /**
   * First talks of a volunteer that begin only while a coordinator is on duty. The default is 0, none: a new space has no duty
   * hours until it sets them, so another default would leave every new volunteer without offers. The maximum is 100: that many
   * talks take years of evenings, and then the volunteer is no longer new.
   */
  probationTalks: { default: 0, min: 0, max: 100 },
  /** Talks of one volunteer at the same time. More than one only makes sense for text. */
  capacityMax: { default: 1, min: 1, max: 3 },
  /** Seconds after which a volunteer who sent no sign of presence is off. */
  presenceLeaseSeconds: { default: 120, min: 30, max: 600 },
  /** Seconds after which a seeker who was not seen is not offered to a volunteer until seen again. */
  stillThereSeconds: { default: 120, min: 30, max: 3600 },
  /** Seconds after which a request without a match ends, with a kind message and a come-back token. */
  unmatchedExpirySeconds: { default: 2700, min: 60, max: 86400 },
  /** Seconds after which a talk asks "still talking?". It ends if neither side answers. */
  talkSecondsMax: { default: 7200, min: 60, max: 28800 },
  /** Requests that may wait at once. With more, the space says that it is full, and so promises nothing that it cannot keep. */
  waitingMax: { default: 100, min: 1, max: 1000 },
  /** Seconds an ended request is kept: 47 h, the strictest period found in practice. */
  retentionSeconds: { default: 169200, min: 60, max: 169200 },
} as const satisfies Record<string, Tunable>;

export type SpaceLimitName = keyof typeof spaceLimits;

/** The settings of the matching policy that a space may tune. */
export const policyLimits = {
  /** Seconds during which only the volunteer the seeker asked for again gets the offer, if that volunteer is on. */
  preferredSeconds: { default: 30, min: 0, max: 600 },
  /** Seconds until which only the best fit gets the offer, if one is on. */
  bestFitSeconds: { default: 210, min: 0, max: 3600 },
  /** Seconds of waiting that move a request up one need class (never into `notSafeNow`). */
  promotionSeconds: { default: 300, min: 30, max: 3600 },
  /**
   * Seconds after which a second offer may be opened beside one that has no answer. By then most answers have come. In no
   * simulated room does more than one volunteer in ten matches learn that another was faster (`npm run policy -- goals`).
   */
  hedgeAfterSeconds: { default: 22, min: 0, max: 600 },
  /** Free volunteers who could serve a request before a second is asked. One is enough: requests without an offer come first. */
  hedgeSurplus: { default: 1, min: 1, max: 100 },

  /**
   * Volunteers who are off and are called out at the same time for a request that no volunteer who is on could serve. 0: none.
   * The default is two, because one often cannot come. It is not 0, because such a request can only wait until it expires, and
   * because a call-out rings no volunteer unless their app shows it.
   */
  calloutsAtOnce: { default: 2, min: 0, max: 5 },

  // The settings of the policy `priced`, in percent of the weights that were found best in the simulator.
  /** Later requests of equal need that may overtake one request in all, because few volunteers can serve them (invariant 7). */
  overtakesMax: { default: 0, min: 0, max: 20 },
  /** How strongly volunteers with rare skills are kept for the requests that need them. 0: not at all. */
  scarcityPercent: { default: 100, min: 0, max: 1000 },
  /** How much topics, preferences and meeting the same volunteer again count. 0: not at all. */
  fitPercent: { default: 100, min: 0, max: 1000 },
  /** How much an even spread of the work counts. 0: not at all. */
  evennessPercent: { default: 100, min: 0, max: 1000 },
} as const satisfies Record<string, Tunable>;

/** Open offers of one request at once (invariant 1). */
export const openOffersMax = 2;
/** Seconds in which a pair is not tried again after its offer was declined or lapsed (invariant 8 allows at most 60). */
export const pairBackOffSeconds = 60;
/** Seconds in which a volunteer whose offer lapsed is not asked again. They are probably away from the screen (at most 60). */
export const lapseBackOffSeconds = 30;
/** Seconds to answer "still talking?" before the talk ends by itself. */
export const stillTalkingGraceSeconds = 120;
/** Conversations kept per request. A request with more rematches ends as expired. */
export const matchesPerRequestMax = 20;
/** Keys of recent "on" calls that a seat keeps, to recognise a late duplicate. */
export const seatIdempotencyKeysMax = 8;
/** Accepted offers that a seat keeps, so that a repeated accept gets the first answer again. */
export const acceptedOffersMax = 8;
/** Volunteers that a request keeps as excluded (they declined lately, never joined, or are blocked). */
export const excludedVolunteersMax = 100;
/**
 * Of these, volunteers who are excluded for good. The rest is for those who declined in the last minute: without room for them a request would
 * be offered to the same volunteer again at once.
 */
export const excludedForGoodMax = 80;

/** Requests of one need class, or seats, read in one page of the room; and the most pages in one run of the matcher. */
export const roomPage = 50;
export const roomPagesMax = 8;
/** Items per page when the reconciler reads a whole room. */
export const roomWholePage = 200;
/** Items of one room that the reconciler reads at most: more than `waitingMax` plus the largest number of volunteers expected. */
export const roomItemsMax = 20_000;
/** Items of a room that are counted at most: the maximum of `waitingMax`, since no more may wait. */
export const roomCountMax = 1000;
/** How often the matcher plans again in one run after lost races. After that the next wake continues. */
export const planRoundsMax = 4;
/** Seconds after which a room is matched again whose matching the store stopped. DynamoDB throttles for a few seconds. */
export const retryRoomSeconds = 2;
/** Seconds: the longest delay that SQS takes, and so the longest delay of a timer. */
export const timerSecondsMax = 900;
/** Seconds after which the row that tells the reconciler about a live room is written again. */
export const liveTouchSeconds = 300;
/** Seconds for which a live row must be unchanged and its room empty before the row is deleted. */
export const liveIdleSeconds = 900;
/** Commits of one plan that run at once. They write different items, so only the connection limits them. */
export const commitsParallel = 8;
/** Rooms that the reconciler processes at once. */
export const reconcileParallel = 4;
/** Seconds of its minute that the reconciler uses. It leaves the rest to its next run. */
export const reconcileBudgetSeconds = 45;
/** Ended requests that one run of the reconciler sweeps. */
export const sweepMax = 500;

/** Seconds until more volunteers are called out for one request. The first ones are shown their call-out for the same time. */
export const calloutRepeatSeconds = 600;
/** Seconds in which a volunteer who was called out is not called out again: at most one call-out an evening. */
export const calloutPauseSeconds = 14_400;
/**
 * Volunteers of a space that are checked for one call-out: about twenty reads, well under the matcher's 5 s. The rest is not
 * called.
 */
export const calloutCandidatesMax = 1000;

/** Keys of one read of many items: what the store takes (`Store.getMany`). */
export const readKeysMax = 100;
/** How often a use case reads, decides and commits before it answers 503. Lost races are normal; endless ones are not. */
export const transactAttemptsMax = 8;

/** Seconds for which a tombstone answers 410 for an erased or swept request: a day. */
export const tombstoneSeconds = 86_400;
/** Seconds for which an invitation code works: two weeks. */
export const invitationSeconds = 1_209_600;
/** Seconds for which the idempotent answer of another unsafe POST is kept: a day. */
export const idempotencySeconds = 86_400;

/** Seconds for which a caller may ask that an answer is held. API Gateway answers 503 at 30. */
export const waitSecondsMax = 25;
/** Seconds between two reads of the one item that a held answer waits for. Each is one cheap read. */
export const pollItemSeconds = 1;
/** Seconds between two full reads, for what changes without that item: a position, an estimate, a board. */
export const pollWholeSeconds = 5;
/** Seconds after which a wait slot is free again although it was not given back: the longest wait plus the time of an answer. */
export const waitSlotSeconds = 30;
/** Wait slots that are tried before the answer is sent at once. */
export const waitSlotAttempts = 5;
/** Seconds that a seeker is asked to wait between two polls. */
export const pollSeconds = 5;
/**
 * Talk requests a minute of one partner in one space: thirty times the largest text service known; it stops a client that loops.
 */
export const partnerAsksPerMinute = 3000;
/** Talk requests a minute in one space from one network, without a partner. */
export const directAsksPerMinute = 1200;
/**
 * How many times as many requests may be refused as made, in a minute: enough for every mistake of an app, while one that loops is told to stop.
 */
export const refusedAsksTimes = 4;
/** Seconds over which the places are counted that a network takes: longer than requests wait by default. */
export const placesWindowSeconds = 3600;
/** Places in the queue of a space that a network may take in any case, while there are any: a class that tries it, a household. */
export const networkPlacesMin = 10;
/** Seconds over which talk requests are counted. */
export const askWindowSeconds = 60;
/** Seconds in `Retry-After` with 503 and 429. */
export const retryAfterSeconds = 5;
/**
 * Seconds in `Retry-After` of a closed space that does not know when it opens. People open it, by confirming help numbers or
 * setting hours, so it is no use to ask every few seconds.
 */
export const unknownOpeningSeconds = 900;
/**
 * Writes of a seeker's `lastSeenAt` in one "still there?" period, at most: enough never to lose a seeker, few enough to be cheap.
 */
export const heartbeatWritesPerStillThere = 4;

/** Bytes of a request body. The largest valid body is a space with its ground rules. */
export const bodyBytesMax = 64 * 1024;
/** Characters of the opening message that a seeker writes. */
export const openingCharsMax = 500;
/** Characters of a statement that a space makes about itself. */
export const statementCharsMax = 2000;
/** Characters of a person's `sub`: OpenID Connect Core 1.0, section 2, allows 255. */
export const subCharsMax = 255;
/** Characters of an opaque pseudonym, of an idempotency key, of a label or attribute value. */
export const subjectCharsMax = 200;
export const idempotencyKeyCharsMax = 200;
export const labelCharsMax = 80;
/** Characters of a label in the form in which labels are compared: a small letter can be three characters in capitals. */
export const foldedLabelCharsMax = 3 * labelCharsMax;
/** Characters of a language tag: RFC 5646, 4.4.1, asks for room for at least 35. */
export const languageCharsMax = 35;
/** Language tags whose parts are kept in memory: more than the people of one process name. */
export const languageTagsKnownMax = 1000;
/**
 * Characters that a caller without a credential must send in the idempotency key. At 6 random bits a character, 22 make 132 bits.
 */
export const anonymousKeyCharsMin = 22;
/** Bits that such a key could hold at most, by its length and its alphabet. A UUID of version 4 counts with its 32 digits. */
export const anonymousKeyBitsMin = 128;
/** Different characters of such a key: of the random keys of 32 hexadecimal digits, one in a trillion has fewer. */
export const anonymousKeyVarietyMin = 6;
/** Characters of one request header. API Gateway takes 10,240 bytes for all headers and the request line. */
export const requestHeaderCharsMax = 10_240;
/** Characters of an ISO 8601 time: the service writes 24, and a caller may send finer fractions of a second. */
export const isoTimeCharsMax = 40;
/** Characters of a name that a space or a partner gives itself, and of a line in a help resource. */
export const nameCharsMax = 200;
/** Characters of a URL; of a token or a code; of a sentence that the service writes. */
export const urlCharsMax = 2000;
export const tokenCharsMax = 300;
export const sentenceCharsMax = 1000;
/** Help resources shown at once: those of a country, those of the space, and the finder. */
export const resourcesShownMax = 100;
/** Countries whose help numbers a space may confirm. ISO 3166-1 has 249, and two letters make 676. */
export const countriesMax = 676;
/** Entries of a list in a body. */
export const listEntriesMax = 50;
export const groundRulesMax = 5;
export const groundRuleCharsMax = 300;
/** Items of one page of a list, and the default. */
export const pageItemsMax = 100;
export const pageItemsDefault = 25;

/** Event digests a counter keeps, to count a repeated stream record once: more than two full batches of the event counter. */
export const countedEventsMax = 128;

/** Days of figures in one answer: a year. */
export const daysMax = 366;
/** Seconds after which a change that the figures of today lack makes them stale. Usually they follow within a second or two. */
export const figuresStaleSeconds = 60;
/** Seconds by which the time of a counted change may differ from the time that the change itself has: the stream rounds. */
export const figuresSlackSeconds = 5;

// Wait estimates.
/** Samples of one position bucket and one kind of request under which the answer is "we do not know": fewer say too little. */
export const estimateSamplesMin = 30;

/** Share of the known waits that an announced range covers: the service's promise of honest waits. */
export const estimateCoverage = 0.8;

/** Share of the known waits that do not exceed the announced range. Few should: a seeker who waits longer soon leaves. */
export const estimateWithin = 0.85;

/**
 * Samples of one position bucket and one kind of request after which all counts are halved. So an estimate rests on the latest
 * 100 to 200 waits, and the older half counts less. Large enough to say something, small enough to follow a season.
 */
export const estimateSamplesMax = 200;

// Demand, as the policy `priced` knows it.
/** Seconds after which an arrival counts a third of a new one: long enough for rare kinds, short enough to follow an evening. */
export const demandMemorySeconds = 7200;
/** Kinds of request that are kept at most: a few per language, role and required attribute. */
export const demandKindsMax = 100;
/**
 * Languages and required attributes together of a kind that is kept. A request with more of them is like no other. It could
 * identify its seeker, and it could make the record larger than an item may be.
 */
export const demandKindPartsMax = 8;
/**
 * Requests an hour under which a kind is dropped. It raises no price any more, and the criteria of a single seeker must not stay.
 * A kind that came once is dropped after four and a half hours.
 */
export const demandFloorPerHour = 0.05;
/**
 * Older requests that one offer may overtake. Each is counted in the transaction of the offer. DynamoDB takes 100 items in a
 * transaction. Each further item costs two writes and makes a conflict with another writer more likely.
 */
export const passesPerOfferMax = 20;
/**
 * How often `priced` plans in another order because a request would be overtaken too often. Then it keeps to the queue's order.
 */
export const overtakeRoundsMax = 8;
/** Pairs of a request and a free volunteer up to which `priced` finds the best plan. With more, a good plan in bounded time. */
export const exactPairsMax = 100_000;
/**
 * Keys and spaces that one call changes together with a partner. With the partner, its place in the list, the key of the call and 50 rows of the audit
 * they fit into one transaction of 100.
 */
export const partnerChangesMax = 45;
/** Keys of a partner that one edit of its spaces changes: some of the above are left for spaces. */
export const partnerKeysEditedMax = 40;
