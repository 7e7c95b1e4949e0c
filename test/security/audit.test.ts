/**
 * Packages that other people wrote, and secrets that must never be in the project. Known weaknesses of packages come from the
 * registry: `npm audit` asks it.
 */
import { creator as everyKindOfSecret } from '@secretlint/secretlint-rule-preset-recommend';
import { lintSource } from '@secretlint/core';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { localAccount } from '../../local/limits.ts';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
/** Bytes. A whole history has tens of millions of characters at most. */
const git = (...args: readonly string[]): string =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });

const locked = z.object({
  version: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  inBundle: z.boolean().optional(),
  hasInstallScript: z.boolean().optional(),
  dev: z.boolean().optional(),
  devOptional: z.boolean().optional(),
  optional: z.boolean().optional(),
  license: z.string().optional(),
});
const lockFile = z.object({ packages: z.record(z.string(), locked) });
/** The project's packages, and those that only `npm run mutation` installs. */
const locks = ['package-lock.json', 'test/mutation/package-lock.json'].map((file) => lockFile.parse(JSON.parse(read(file))));
const own = z
  .object({
    allowScripts: z.record(z.string(), z.boolean()),
    dependencies: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string()),
    optionalDependencies: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(read('package.json')));
const mutation = z
  .object({ devDependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(read('test/mutation/package.json')));

const packages = locks
  .flatMap((lock) => Object.entries(lock.packages))
  .filter(([where]) => where !== '')
  .map(([where, entry]) => ({ where, name: where.slice(where.lastIndexOf('node_modules/') + 'node_modules/'.length), ...entry }));

/** Licences that only ask to be named. */
const permissive = new Set(['MIT', 'Apache-2.0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0']);

describe('packages', () => {
  it('are asked for in one exact version each', () => {
    const asked = [own.dependencies, own.devDependencies, own.optionalDependencies, mutation.devDependencies].flatMap(
      Object.entries,
    );
    expect(asked.filter(([, version]) => !/^\d+\.\d+\.\d+$/u.test(version))).toEqual([]);
  });

  it('[sec-audit-1] are the same as when they were locked: each has a hash, or is bundled in a package that has one', () => {
    const unsure = packages.filter(({ integrity = '', inBundle }) => inBundle !== true && !integrity.startsWith('sha512-'));
    expect(unsure.map(({ where }) => where)).toEqual([]);
  });

  it('come from the registry and from no other place', () => {
    expect(packages.filter(({ resolved }) => resolved !== undefined).map(({ where }) => where)).toEqual([]);
  });

  it('[sec-audit-2] run no install script: each package that has one is listed and refused', () => {
    const running = packages.filter(({ hasInstallScript }) => hasInstallScript === true).map(({ name }) => name);
    expect(Object.fromEntries(running.map((name) => [name, false]))).toEqual(own.allowScripts);
  });

  it('[sec-audit-3] that are deployed are few, and their licences only ask to be named', () => {
    const deployed = packages.filter((one) => one.dev !== true && one.devOptional !== true && one.optional !== true);
    expect(deployed.filter(({ license = '' }) => !permissive.has(license)).map(({ where }) => where)).toEqual([]);
    const foreign = deployed.filter(({ name }) => !/^@(aws-sdk|aws-crypto|aws|smithy|middy)\//u.test(name));
    expect([...new Set(foreign.map(({ name }) => name))].toSorted()).toEqual(knownDeployed);
  });
});

/** Deployed packages beside those of AWS and middy. An engineer who adds one reads its code first, then adds it here. */
const knownDeployed: readonly string[] = ['bowser', 'jose', 'mnemonist', 'obliterator', 'tslib', 'zod'];

/** Places of lines that look like a secret. The secret itself is never printed. */
async function secretsIn(name: string, content: string): Promise<readonly string[]> {
  const { messages } = await lintSource({
    source: { filePath: name, content, contentType: 'text' },
    options: {
      noPhysicFilePath: true,
      config: {
        rules: [
          {
            id: '@secretlint/secretlint-rule-preset-recommend',
            rule: everyKindOfSecret,
            rules: [{ id: '@secretlint/secretlint-rule-aws', options: { enableIDScanRule: true, allows: [localAccount] } }],
          },
        ],
      },
    },
  });
  return messages.map(({ loc, messageId }) => `${name}:${loc.start.line} ${messageId}`);
}

describe('secrets', () => {
  it('[sec-audit-4] are in no file', async () => {
    const files = git('ls-files', '-z').split('\0').filter(Boolean);
    expect(files).toContain('package.json');
    const found = await Promise.all(files.map((file) => secretsIn(file, read(file))));
    expect(found.flat()).toEqual([]);
  });

  it('[sec-audit-5] were in no commit either', async () => {
    const added = git('log', '-p', '-U0', '--format=', '--no-color', '--no-ext-diff');
    expect(await secretsIn('history', added)).toEqual([]);
  });

  it('are found by this check', async () => {
    const key = ['AKIA', 'QWERTYUIOPASDFGH'].join('');
    expect(await secretsIn('x.ts', `const aws_access_key_id = '${key}';`)).toEqual([expect.stringContaining('x.ts:1 ')]);
    const token = ['ghp', 'A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8'].join('_');
    expect(await secretsIn('x.json', `{"token":"${token}"}`)).toHaveLength(1);
  });
});
