/** Milliseconds after which tests that take half a minute count as never ending, which is caught too. */
export const huntMsMax = 240_000;
