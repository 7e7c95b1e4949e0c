/** When a side of a conversation may ask for a rematch, with unit and reason. */

/** Seconds after which the waiting side of a conversation may ask for a rematch. */
export const rematchAfterSeconds = 120;
/**
 * Seconds after a match within which one side's word is enough for a rematch if neither side has sent a `here`. A side that is alone
 * says so within minutes. Later the two have probably talked, and their apps send no `here`.
 */
export const rematchUnsignedSeconds = 600;
/**
 * Seconds without a sign (`here`) of a volunteer who had joined, after which the seeker may ask for a rematch, or end and come back.
 * An app sends `here` every minute: five are missing.
 */
export const vanishedAfterSeconds = 300;
