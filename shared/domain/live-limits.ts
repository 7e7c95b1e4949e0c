/** Bounds of tickets, sockets and frames, with their units and reasons. */

/** Seconds within which a ticket opens a socket: an app asks for it and connects at once, also over a slow network. */
export const ticketSeconds = 60;
/** Bytes of a frame that a client sends: a ticket and a few numbers fit many times. */
export const frameBytesMax = 4_096;
/** Seconds after which the gateway ends any socket: API Gateway's two hours. */
export const socketSecondsMax = 7_200;
/** Seconds for which the link of a socket is kept beyond that: clocks differ, and DynamoDB deletes later anyway. */
export const linkSlackSeconds = 600;
/** Seconds after which a client is asked to open another socket: ten minutes before the gateway ends this one. */
export const socketRenewSeconds = 6_600;
/** Seconds that a client has for that, at most: far less than the ten minutes. */
export const byeSeconds = 120;
/**
 * Milliseconds for which a link is kept although its connection is said to be gone: while the handshake goes on, a socket that opens answers so
 * too.
 */
export const youngLinkMs = 10_000;

/** Seconds between beats of a waiting seeker, or of a board: how late a position, or a change that was lost, is told. */
export const beatSeconds = 60;
/** Seconds between beats when no sign of life is needed: less than half of the ten minutes after which API Gateway ends an idle socket. */
export const quietBeatSeconds = 240;
/** Seconds before the end of a lease by which a beat must come: a slow network, and a call that is tried again. */
export const leaseMarginSeconds = 10;
/** Seconds between beats at least, also when a rest ends in a moment. */
export const beatSecondsMin = 5;

/** Milliseconds between two pushes of one board at least: more would not be seen, and each is a message for every coordinator. */
export const boardPushMs = 1_000;
/** Sockets that are told at the same time, and sockets of one subject at most: a person has few devices, and a board few coordinators. */
export const tellsParallel = 20;
export const linksPerSubjectMax = 100;
