/** Tests every route of the running template. All suites share one service, so they are one file for vitest. */
await import('../e2e/support/setup.ts');
await import('./inventory.suite.ts');
await import('./matrix.suite.ts');
await import('./access-tokens.suite.ts');
await import('./capabilities.suite.ts');
await import('./at-once.suite.ts');
await import('./warm.suite.ts');
// Last, because it sets the clock forward.
await import('./canaries/canaries.suite.ts');
