/** The folders of the simulator import in one direction: the table of its README says which. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const home = path.resolve(import.meta.dirname, '../../policy-simulator');

/** The folders in the order of the table: each may import itself and the folders before it. */
const order = [...readFileSync(path.join(home, 'README.md'), 'utf8').matchAll(/^\| (`.*`) \|/gmu)].flatMap(([, names = '']) =>
  [...names.matchAll(/`(\w+)\/`/gu)].map(([, name = '']) => name),
);

/** Every import of one folder by another, as "from to". */
const imports = globSync('*/**/*.ts', { cwd: home }).flatMap((file) => {
  const from = file.split(path.sep)[0] ?? '';
  const text = readFileSync(path.join(home, file), 'utf8');
  return [...text.matchAll(/^(?:import|export)\b[^;'=]*?\bfrom '\.\.\/(\w+)\//gmu)].map(([, to = '']) => ({ file, from, to }));
});

it('every folder of the simulator is in the table of its README', () => {
  const folders = globSync('*/', { cwd: home }).map((name) => name.replace(/[/\\]$/u, ''));
  expect(order.toSorted()).toEqual(folders.filter((name) => !name.includes('.')).toSorted());
});

it('a folder of the simulator imports only folders that stand before it in the table', () => {
  expect(imports.length).toBeGreaterThan(100);
  expect(imports.filter(({ from, to }) => from !== to && order.indexOf(to) >= order.indexOf(from))).toEqual([]);
});
