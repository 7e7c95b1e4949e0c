/**
 * Tests of the running template over HTTP only. All suites share one service, so they are one file for vitest. Each suite makes
 * its own spaces, so the tests run beside each other. The first suite waits for times to pass, so it comes first.
 */
await import('./support/setup.ts');
await import('./minute.suite.ts');
await import('./every-route.suite.ts');
await import('./strangers.suite.ts');
await import('./service.suite.ts');
await import('./identity.suite.ts');
await import('./operators.suite.ts');
await import('./spaces.suite.ts');
await import('./opening.suite.ts');
await import('./volunteers.suite.ts');
await import('./availability.suite.ts');
await import('./probation.suite.ts');
await import('./call-outs.suite.ts');
await import('./asking.suite.ts');
await import('./waiting.suite.ts');
await import('./stranding.suite.ts');
await import('./prefer-wait.suite.ts');
await import('./matches.suite.ts');
await import('./offers.suite.ts');
await import('./order.suite.ts');
await import('./conversations.suite.ts');
await import('./afterwards.suite.ts');
await import('./cases.suite.ts');
await import('./blocks.suite.ts');
await import('./webhooks.suite.ts');
await import('./board.suite.ts');
await import('./live.suite.ts');
await import('./at-the-end.suite.ts');
