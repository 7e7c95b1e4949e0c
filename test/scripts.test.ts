/** The commands of package.json: each is explained, each runs with the project's Node, and together they run every test once. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { scripts as explained } from '../tools/scripts.ts';
import vitestConfig from '../vitest.config.ts';

const root = path.resolve(import.meta.dirname, '..');
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')));

const projectsOf = (script: string): readonly string[] =>
  [...(scripts[script] ?? '').matchAll(/ --project (\S+)/gu)].map(([, name]) => name ?? '');
const projects = z
  .object({ projects: z.array(z.object({ test: z.object({ name: z.string() }) })) })
  .parse(vitestConfig.test)
  .projects.map(({ test }) => test.name);

describe('every script', () => {
  it('has a line in the help, in the same order', () => {
    expect(Object.keys(explained)).toEqual(Object.keys(scripts));
  });

  it('starts a file that exists or a package through the guard of the Node version, or a tool that any Node can run', () => {
    const anyNode = new Set(['oxfmt', 'oxlint', 'tsc', 'cdk', 'npm']);
    const wrong = Object.values(scripts)
      .flatMap((script) => script.split(' && '))
      .filter((command) => {
        const [program = '', guard, started = ''] = command.split(' ');
        if (anyNode.has(program)) return false;
        // What only one script needs, it installs from a package.json of its own.
        const file = started.includes('.')
          ? started.replace(/\/node_modules\/.*/u, '/package.json')
          : `node_modules/${started}/package.json`;
        return program !== 'node' || guard !== 'local/node-guard.mjs' || !existsSync(path.join(root, file));
      });
    expect(wrong).toEqual([]);
  });
});

describe('the projects of vitest', () => {
  it('are each run by one of verify, test, proof and resilience, and by continuous integration once', () => {
    const once = ['verify', 'test', 'proof'].flatMap(projectsOf);
    expect([...once, 'resilience'].toSorted()).toEqual(projects.toSorted());
    const ci = readFileSync(path.join(root, '.ci/run'), 'utf8');
    expect([...ci.matchAll(/^npm (?:run )?(\w+)/gmu)].map(([, command]) => command)).toEqual(['ci', 'verify', 'test', 'proof']);
  });
});

it('the Node that runs the tests is the one that npm brings along, where it does', () => {
  const { optionalDependencies } = z
    .object({ optionalDependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')));
  const brought = optionalDependencies[`node-${process.platform}-${process.arch}`];
  if (brought !== undefined) expect(process.versions.node).toBe(brought);
});

describe('.ci/run', () => {
  let checkout: string;
  beforeEach(() => {
    checkout = mkdtempSync(path.join(tmpdir(), 'earshot-ci-'));
    cpSync(path.join(root, '.ci'), path.join(checkout, '.ci'), { recursive: true });
  });
  afterEach(() => rmSync(checkout, { recursive: true }));

  /** Runs it with an npm that prints, for the part of that name, what is given, and ends with that code. */
  function runWith(part: string, says: { readonly prints: string; readonly code: number }) {
    const npm = `#!/usr/bin/env bash
      echo "npm $*" >> ${checkout}/called
      if [[ "$*" == *${part}* ]]; then printf '%s\\n' '${says.prints}'; exit ${says.code}; fi
      printf '10 passed, 0 failed, 1 skipped\\nafterwards\\n'`;
    writeFileSync(path.join(checkout, 'npm'), npm, { mode: 0o755 });
    const env = { ...process.env, PATH: `${checkout}:${process.env['PATH']}` };
    const { status, stdout } = spawnSync(path.join(checkout, '.ci/run'), { env, encoding: 'utf8' });
    const called = readFileSync(path.join(checkout, 'called'), 'utf8').trim().split('\n');
    return { status, last: stdout.trimEnd().split('\n').at(-1), called: called.length };
  }

  it('ends with the count of the tests of every part', () => {
    const outcome = runWith('proof', { prints: '1 passed, 0 failed, 2 skipped', code: 0 });
    expect(outcome).toEqual({ status: 0, last: '31 passed, 0 failed, 5 skipped', called: 4 });
  });

  it('stops at the first part that fails, and counts what was tested until then', () => {
    const outcome = runWith('verify', { prints: '3 passed, 1 failed, 0 skipped', code: 1 });
    expect(outcome).toEqual({ status: 1, last: '13 passed, 1 failed, 1 skipped', called: 2 });
  });
});
