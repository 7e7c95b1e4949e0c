/** Every bound of the demo, with its unit and its reason. */

/** Minutes of real time an evening takes: long enough to see seekers wait, talk and go, short enough to watch to the end. */
export const minutesDefault = 3;
/** Minutes at most: an access token of the local issuer lives an hour, and every person gets one. */
export const minutesMax = 50;
/** Evening seconds in a real one. At 20, half an hour's talk takes 90 s, and the third of a second in which a match is made 7 s of the evening. */
export const factorDefault = 20;
/** Real seconds in which a seeker loses no patience: the service's own time does not run faster. Ten times what a match takes on an idle machine. */
export const ownSeconds = 3;
/** Beyond 120 even the service's own milliseconds look like people's impatience. */
export const factorMax = 120;
/** The factor that a trace's durationText chooses at most when none is given: the rest of the durationText lasts longer instead. */
export const factorOfTraceMax = 40;
/** Volunteers: two thirds of them are on at the same time. */
export const volunteersDefault = 42;
export const volunteersMax = 400;
/** Seekers: nearly as many as these volunteers have time for, so that some wait and a few in vain. */
export const seekersDefault = 80;
/** Seekers at most; of a trace the rest is left out, and it says so. */
export const seekersMax = 5_000;

/** Real seconds after the end of the evening in which open talks may still come to their own end. */
export const closingSeconds = 10;
/** Real seconds without any answer after which the summary is made without those who have not left: longer than any pause of a machine. */
export const leavingSeconds = 300;
/** Real seconds one answer is held: the contract allows 25, and a busy laptop needs a margin to its 29. */
export const holdSeconds = 15;
/** Real seconds between two looks of a client that does not hold; the service asks for 5 with `Retry-After`. */
export const pollSeconds = 3;
/** Real seconds between two looks at the service's own board. */
export const boardSeconds = 2;
/** Real seconds after which the figures of the last look are marked as old: some looks were not answered. */
export const staleSeconds = 8;
/** Real seconds between two looks of the coordinator at the open cases, and between two steps of one. */
export const casesSeconds = 3;
/** Times that a call whose outcome must be known is made, while 503, 429 or no answer comes: minutes, longer than any pause of the machine. */
export const attemptsMax = 100;
/** Milliseconds between two such tries when the answer names no time; at most, when it does. */
export const retryMs = 500;
export const retryMsMax = 5_000;
/** Calls under way at once while the space is set up. */
export const setUpParallel = 6;

/** Columns and lines of the board: the smallest terminal still in use. */
export const boardColumns = 80;
export const boardLines = 24;
/** Milliseconds between two drawings of the board: twice a second reads well and costs nothing. */
export const drawMs = 500;
/** Real seconds between two status lines where there is no terminal. */
export const statusLineSeconds = 5;

/** Requests of one seeker at most, come-backs and redials included. */
export const asksPerSeekerMax = 3;
/** People who had to stop that are named in the summary; the others are counted. */
export const stoppedNamed = 3;
/** Rows of a trace that are named when they are left out; the others are counted. */
export const rejectionsNamed = 3;
/** Characters of a line of a trace: the widest known has 160; more is no such file. */
export const traceLineCharsMax = 1_000;
