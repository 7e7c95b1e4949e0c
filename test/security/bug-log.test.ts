/** What is logged of a bug: where it happened, and nothing of what somebody wrote, however that looks. */
import { expect, it } from 'vitest';
import { stackOf } from '../../functions/http/error-stack.ts';

it('[sec-bug-log-1] logs the place of a bug and no word of its message, also where that looks like a stack', () => {
  const error = new Error('kanarie\n    at kanarie (/secret.ts:1:1)\nat kanarie\n');
  expect(error.stack).toContain('at kanarie');
  const stack = stackOf(error);
  expect(stack).not.toContain('kanarie');
  expect(stack).toContain('bug-log.test.ts');
  expect(stackOf(null)).toBe('');
});
