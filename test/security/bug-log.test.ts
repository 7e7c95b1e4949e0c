/** What the log says of an unexpected error: the place in the code, and no word that a person wrote. */
import { expect, it } from 'vitest';
import { stackOf } from '../../shared/app/store/bugs.ts';

it('[sec-bug-log-1] logs the place of an error and no word of its message, even when the message looks like a stack', () => {
  const error = new Error('canary\n    at canary (/secret.ts:1:1)\nat canary\n');
  expect(error.stack).toContain('at canary');
  const stack = stackOf(error);
  expect(stack).not.toContain('canary');
  expect(stack).toContain('bug-log.test.ts');
  expect(stackOf(null)).toBe('');
});
