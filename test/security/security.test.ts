/** The running template, tried at every door. One service for all suites, so they are one file to vitest. */
await import('../e2e/support/setup.ts');
await import('./inventory.suite.ts');
await import('./matrix.suite.ts');
await import('./access-tokens.suite.ts');
await import('./capabilities.suite.ts');
await import('./at-once.suite.ts');
await import('./warm.suite.ts');
// Last: it puts the clock forward.
await import('./canaries/canaries.suite.ts');
