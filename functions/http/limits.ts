/** Bounds of the HTTP edge, with their units and reasons. */

/** Milliseconds before the end of the function's time at which it answers an error itself, with help resources. */
export const answerReserveMs = 700;
/** Milliseconds for the issuer to answer: a person waits for it. */
export const identityTimeoutMs = 3000;
/** Bytes of a discovery document or a key set; real ones have about 3,000. */
export const issuerBytesMax = 100_000;
/** Seconds by which two synchronised clocks may differ. */
export const clockToleranceSeconds = 30;
/** Asymmetric algorithms only: a token signed with a public key as a shared secret, or not at all, is refused (RFC 8725). */
export const signatureAlgorithms = ['RS256', 'PS256', 'ES256', 'EdDSA'] as const;
/** Characters of a credential; Cognito's tokens have about 1,200. */
export const credentialCharsMax = 8192;
/** Maximum of reported errors of one request: enough to correct a form, and never a hundred times the size of the request. */
export const fieldErrorsMax = 20;

/**
 * Above these bounds, calls of a rank are shed: some of them above the bound, and all of them from twice the bound on. The bounds are the
 * milliseconds that a call to the store takes, the number of such calls under way in this process, and the number of callers that the process
 * serves. DynamoDB answers in under 10 ms, a transaction in under 30 ms. A request to talk makes about ten calls, one after the other, in the
 * 10 s that a function has. A laptop with other work is sometimes slow, and that must not shed calls yet. With more than about ten calls at
 * the same time, a machine of two cores answers no more calls a second, but each later, and a seeker who is not safe waits among them.
 */
export const shedFrom = {
  console: { ms: 400, calls: 5, callers: 3 },
  whenever: { ms: 550, calls: 6, callers: 4 },
  soon: { ms: 700, calls: 8, callers: 5 },
  now: { ms: 850, calls: 10, callers: 6 },
  // All waiting callers may come at the same time. Then their data is read in one turn of the event loop.
  read: { ms: 1_000, calls: 64, callers: 256 },
} as const;
/** Seconds over which the next attempts of shed callers are spread. */
export const shedSpreadSeconds = 10;
/** Minimum of milliseconds between two log lines about shed calls. */
export const shedLogMs = 1_000;
/** Maximum of spaces that a process remembers. Each takes some kilobytes, at most a hundred. */
export const knownSpacesMax = 50;
