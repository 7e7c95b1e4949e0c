/** The bounds of cases and feedback, with their units and reasons. */

export const reportCharsMax = 4000;
/** Characters of a report whose writer added to it: four full texts. */
export const reportTextCharsMax = 4 * reportCharsMax;
/**
 * Reports of one request by one side: one of each kind for its talk, and some about the other talks of a rematched request. Each side has its
 * own, so that neither can silence the other.
 */
export const reportsPerSideMax = 10;
export const reportsPerRequestMax = 2 * reportsPerSideMax;
/**
 * Closed escalations that a request remembers beside its latest one, so that all of them go with it. A seeker who is not safe again after three
 * cases were closed is still taken; the oldest closed case then goes at once.
 */
export const earlierEscalationsMax = 3;
/** Persons that a report knows as the reported volunteer: a login that is changed more often within two days is not plausible. */
export const personsPerVolunteerMax = 20;
/**
 * Seconds for which it is kept who was a volunteer before: three days, which are more than the longest talk (8 h) and the longest retention
 * (47 h). After that no request is left whose seeker could report that volunteer.
 */
export const formerLoginSeconds = 3 * 86_400;
/**
 * Seconds in which a coordinator should acknowledge an escalation. After them its coordinators are told again, and an operator is called. A
 * phone is found and a screen opened within two minutes; a seeker who is not safe should not wait much longer.
 */
export const acknowledgeSeconds = 300;
/** Seconds between two messages about one escalation at most: after a night without an answer still one in every hour. */
export const alertRepeatSecondsMax = 3600;
/** Seconds a case is still shown if it was closed after its request was deleted: as long as an ended request is kept at most. */
export const closedCaseSeconds = 169_200;
export const feedbackCharsMax = 2000;
/** Seconds for which feedback is kept with its space: a year, for the evaluation step. */
export const feedbackSeconds = 31_536_000;
/** Answers that coordinators are shown together at least: fewer could be traced to the talks that a coordinator remembers. */
export const feedbackGroupMin = 5;
/**
 * Seconds from the beginning of a week until its feedback is complete: the week, and three days, which are more than the longest talk (8 h) and the
 * longest retention (47 h).
 */
export const feedbackSettlesSeconds = 10 * 86_400;
/** Days of feedback that one call may ask for: half a year. */
export const feedbackDaysMax = 183;
/** Answers that one call reads at most: those of a large text service in half a year. A call that would read more is refused. */
export const feedbackReadMax = 20_000;
/** Texts of one answer of the API. More are counted and left out. */
export const feedbackTextsMax = 200;
