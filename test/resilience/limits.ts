/** The bounds of the violence, each with its unit and its reason. */

// The people.
/** Milliseconds between two beginnings of calls of a rush: fine enough that a thousand a second come evenly. */
export const rushTickMs = 10;
/** Milliseconds a newcomer stays before they look, and again before they leave: long enough that some are matched. */
export const newcomerStayMs = 500;
/** Milliseconds in which whoever is put off at the door is told so: far less than the 9 s after which a function gives a call up that it let in. */
export const atTheDoorMsMax = 6_000;
/** Places of a volunteer who hosts talks that are to be ended and reported: the most there are. */
export const hostPlaces = 3;
/** Milliseconds between two looks of a host at their offers, while the talks are made that are ended later: twenty of them look. */
export const hostLookMs = 1_000;
/** Milliseconds until all those talks must be made: 10 s on an idle machine. */
export const makeTalksMsMax = 300_000;
/** Milliseconds a seeker of the storm waits for somebody: most are matched, some leave tired. */
export const crowdPatienceMs = 15_000;

// Load.
/** Players who find out how much the machine takes, and milliseconds they have: as many as keep two cores busy. */
export const measuringPlayers = 4;
export const measuringMs = 3_000;
/** Share of what it takes that comes while the load is to be borne: other work on the machine must not tip it over. */
export const sustainedShare = 0.35;
/** Times what it takes that come while it is too much. */
export const overloadTimes = 10;
/** Calls of one kind that are never put off, per second: few beside the rush, as they are in life. */
export const insidersPerSecond = 1;
/** Volunteers who go on and off: so many that each is left in peace for some seconds. */
export const turners = 10;
/** Share of calls that may be put off while the load is to be borne: a hiccup of the machine is none of ours. */
export const shedShareMax = 0.05;
/** Share by which a rank may fare better than a more urgent one: ranks are felt in processes of their own. */
export const orderSlack = 0.05;
/**
 * Milliseconds in which half of the calls of a kind that is never put off are answered, in the middle of ten times too much, on two cores
 * that others use too. Each of them is answered with what it asked for, however late: a function gives up at 9 s, which is a 503.
 */
export const neverMsMax = 5_000;

// What is done to the service.
/** Deaths of an engine within a minute that the runner makes good: it gives up at one more. */
export const engineDeathsPerMinute = 5;
/** Megabytes of the disk that is filled: the synthesized template takes 17. */
export const diskMb = 64;
/** Milliseconds between two rounds of taking what room became free: an engine that gives up a transaction frees some. */
export const fillEveryMs = 5;
/** Milliseconds of an evening as it should be, before the disk is full. */
export const beforeFullMs = 4_000;

/** Milliseconds that a kind of slowness lasts longer where one of its faults has not occurred yet: few calls are made on a busy machine. */
export const faultsMsMax = 20_000;

// Recovery.
/** Milliseconds between two probes, and that each of its calls may take. */
export const probeEveryMs = 150;
export const probeMsMax = 3_000;
/**
 * Milliseconds after the last blow, and before anything is started by hand, within which it must serve again: an engine's start and three
 * time-outs, or a start of everything, which takes 26 s on a machine that does much else.
 */
export const recoveryMsMax = 60_000;
