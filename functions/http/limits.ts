/** Bounds of the HTTP edge, with their units and reasons. */

/** Milliseconds before the function's time is over in which it still answers by itself, with help, that it could not. */
export const answerReserveMs = 700;
/** Milliseconds for the issuer to answer: a person waits behind it. */
export const identityTimeoutMs = 3000;
/** Bytes of a discovery document or a key set; real ones have about 3,000. */
export const issuerBytesMax = 100_000;
/** Seconds by which two well-kept clocks may differ. */
export const clockToleranceSeconds = 30;
/** Asymmetric algorithms only: a token signed with a public key as a shared secret, or not at all, is refused (RFC 8725). */
export const signatureAlgorithms = ['RS256', 'PS256', 'ES256', 'EdDSA'] as const;
/** Characters of a credential; Cognito's tokens have about 1,200. */
export const credentialCharsMax = 8192;
/** Lines of a bug's stack that are logged: enough to find the place. */
export const stackLinesMax = 8;
/** Errors told of one request: enough to mend a form by, and never a hundred times what was sent. */
export const fieldErrorsMax = 20;

/**
 * The bounds from which calls of a rank are shed, some at first and all at twice the bound: milliseconds that a call to the store takes,
 * such calls under way in this process, and callers whom the process serves. DynamoDB answers in under 10 ms, a transaction in under 30,
 * and a call to ask makes about ten, one after the other, in the 10 s that a function has. A laptop with other work is slow now and then,
 * which is no reason yet. Beyond about ten calls at once, a machine of two cores answers no more a second, only later, and a seeker who is
 * not safe waits among them.
 */
export const shedFrom = {
  console: { ms: 400, calls: 5, callers: 3 },
  whenever: { ms: 550, calls: 6, callers: 4 },
  soon: { ms: 700, calls: 8, callers: 5 },
  now: { ms: 850, calls: 10, callers: 6 },
  // All waiting callers may come at once, and are then read for in one turn.
  look: { ms: 1_000, calls: 64, callers: 256 },
} as const;
/** Seconds over which callers who were shed are spread when they come again. */
export const shedSpreadSeconds = 10;
/** Milliseconds between two log lines about shed calls, at least. */
export const shedLogMs = 1_000;
/** Spaces whose help a process remembers; each takes some kilobytes, at most a hundred. */
export const knownSpacesMax = 50;
