/** Bounds of the HTTP edge, with their units and reasons. */

/** Milliseconds before the function's time is over in which it still answers by itself, with help, that it could not. */
export const answerReserveMs = 700;
/** Milliseconds for the issuer to answer: a person waits behind it. */
export const identityTimeoutMs = 3000;
/** Characters of a discovery document; real ones have about 3,000. */
export const discoveryBytesMax = 100_000;
/** Seconds by which two well-kept clocks may differ. */
export const clockToleranceSeconds = 30;
/** Asymmetric algorithms only: a token signed with a public key as a shared secret, or not at all, is refused (RFC 8725). */
export const signatureAlgorithms = ['RS256', 'PS256', 'ES256', 'EdDSA'] as const;
/** Characters of a credential; Cognito's tokens have about 1,200. */
export const credentialCharsMax = 8192;
