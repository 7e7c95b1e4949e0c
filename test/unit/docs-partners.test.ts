/** What docs/partners.md says of closed lists of the contract. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { unmetWishes } from '../../shared/contract/common.ts';

const page = readFileSync(path.join(import.meta.dirname, '../../docs/partners.md'), 'utf8');

it('docs/partners.md explains every value of `unmet`, and no other', () => {
  const [, after = ''] = page.split('`nobody-could-serve`: `unmet`');
  const lines = after.split('\n').slice(1);
  const list = lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith('    ')),
  );
  const explained = list.flatMap((line) => line.slice(0, line.indexOf(':')).match(/(?<=`)[a-z-]+(?=`)/gu) ?? []);
  expect(explained.toSorted()).toEqual([...unmetWishes.element.options].toSorted());
});
