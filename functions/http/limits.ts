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
 * From where on calls of a rank are put off, some at first and all at twice that: milliseconds that a call to the store takes, such calls
 * under way in this process, and callers whom it serves. DynamoDB answers in under 10, a transaction in under 30, and whoever asks makes
 * about ten, one after the other, in the 10 s that a function has; a laptop that does much else is slow now and then, and no reason yet. Beyond
 * about ten at once a machine of two cores answers no more a second, only later, and whoever is not safe waits among them.
 */
export const shedFrom = {
  console: { ms: 400, calls: 5, callers: 3 },
  whenever: { ms: 550, calls: 6, callers: 4 },
  soon: { ms: 700, calls: 8, callers: 5 },
  now: { ms: 850, calls: 10, callers: 6 },
  // Everybody who waits may look in one turn, when they all come at once.
  look: { ms: 1_000, calls: 64, callers: 256 },
} as const;
/** Seconds over which those who were put off are spread when they come again. */
export const shedSpreadSeconds = 10;
/** Milliseconds between two lines about what was put off, at least. */
export const shedLogMs = 1_000;
/** Spaces whose help a process remembers; each takes some kilobytes, at most a hundred. */
export const knownSpacesMax = 50;
