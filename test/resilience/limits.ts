/** The limits of the resilience tests, each with its unit and its reason. */

// The people.
/** Milliseconds between two groups of calls that a rush starts: short enough that a thousand calls a second come evenly. */
export const rushTickMs = 10;
/** Milliseconds that a newcomer stays before reading and leaving: long enough that some are matched. */
export const newcomerStayMs = 1_000;
/** Milliseconds in which a call that is shed on arrival is answered: far less than the 9 s after which a function gives up a call that it let in. */
export const shedOnArrivalMsMax = 6_000;
/** Capacity of a volunteer who hosts the talks that are ended and reported: the largest that a space allows. */
export const hostCapacity = 3;
/** Milliseconds between two reads of a host's offers while the talks are made: twenty hosts read. */
export const hostReadMs = 1_000;
/** The same once they are made: seldom enough to leave the machine to the rush, often enough for the lease of 120 s. */
export const restingHostReadMs = 30_000;
/** Milliseconds within which all those talks must be made: they take 10 s on an idle machine. */
export const makeTalksMsMax = 300_000;
/** Milliseconds that a seeker of the crowd waits for a volunteer: most are matched, some leave. */
export const crowdPatienceMs = 15_000;

// Load.
/** Actors that measure how much the machine can serve, and their milliseconds: enough actors to keep two cores busy. */
export const measuringActors = 4;
export const measuringMs = 3_000;
/** The load that the service must bear, as a share of its capacity: other work on the machine must not overload it. */
export const sustainedShare = 0.35;
/** The overload, as a multiple of the capacity. */
export const overloadTimes = 10;
/** Calls a second of each kind that is never shed: few beside the rush, as in practice. */
export const insidersPerSecond = 1;
/** Volunteers who go on and off: enough that each rests for some seconds. */
export const togglers = 10;
/** Share of the calls that may be shed under a load that the service must bear: the machine may pause for a moment. */
export const shedShareMax = 0.05;
/** Share by which more of a rank may be let in than of a more urgent rank: each process measures its own load. */
export const orderSlack = 0.05;
/**
 * Milliseconds in which half of the calls of each kind that is never shed must be answered under ten times the capacity, on two
 * shared cores. Each call gets a proper answer, however late: a function gives up at 9 s and answers 503.
 */
export const neverMsMax = 5_000;

// The disruptions.
/** Deaths of an engine within a minute after which the runner still restarts it. At one more the runner gives up. */
export const engineDeathsPerMinute = 5;
/** Megabytes of the disk that is filled: the synthesized template needs 17. */
export const diskMb = 64;
/** Milliseconds between two rounds that fill free space again: an engine that gives up a transaction frees some. */
export const fillEveryMs = 5;
/** Milliseconds of undisturbed service before the disk is full. */
export const beforeFullMs = 4_000;

/** The most milliseconds by which a kind of slowness is prolonged until each of its faults has occurred: a busy machine makes few calls. */
export const faultsMsMax = 20_000;

// Recovery.
/** Milliseconds between two probes, and the most that each call of a probe may take. */
export const probeEveryMs = 150;
export const probeMsMax = 3_000;
/**
 * Milliseconds within which the service must recover after the last disruption, and before the test restarts anything: the start of
 * an engine and three time-outs, or a start of the whole service, which takes 26 s on a busy machine.
 */
export const recoveryMsMax = 60_000;
