import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { stateMachines } from '../../tools/state-machines.ts';

test('docs/state-machines.md shows the present transition table', () => {
  const written = readFileSync(new URL('../../docs/state-machines.md', import.meta.url), 'utf8');
  expect(written).toBe(stateMachines());
});
