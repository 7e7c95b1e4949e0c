/** Milliseconds after which tests that take half a minute, or four on a machine that does much else, count as never ending, which is caught too. */
export const huntMsMax = 600_000;
