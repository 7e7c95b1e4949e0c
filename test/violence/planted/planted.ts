/** `npm run planted:violence`: plants one bug after the other in a copy of the tree, and counts those that the violence catches. */
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { flagsOf, someOf, wholeOf } from '../../fixtures/flags.ts';
import { bugs } from './bugs.ts';
import type { Bug } from './bugs.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const copied = ['client', 'functions', 'infra', 'local', 'shared', 'test', 'cdk.json', 'package.json', 'tsconfig.json'];
/** Milliseconds after which a run is given up: then nothing was shown. */
const runMsMax = 300_000;
const seedsMax = 3;

const usage = `Plants one bug after the other in a copy of the tree, and counts those that the violence catches.

  npm run planted:violence -- [options]

  --only WORDS   only those whose scenarios or names hold these words
  --seed S       the first seed tried (default: 7); ${seedsMax} are tried, for some show only where two writes meet
  --help         this text`;

/** Plants it and returns what takes it out again; throws where it cannot be planted as it is written. */
function plant(copy: string, { what, edits }: Bug): () => void {
  const before = new Map<string, string>();
  for (const { file, find, replace } of edits) {
    const at = path.join(copy, file);
    const text = readFileSync(at, 'utf8');
    const parts = text.split(find);
    if (parts.length !== 2) throw new Error(`${what}: found ${parts.length - 1} times in ${file}`);
    if (!before.has(at)) before.set(at, text);
    writeFileSync(at, parts.join(replace));
  }
  return () => before.forEach((text, at) => writeFileSync(at, text));
}

function copyOfTree(): string {
  const copy = mkdtempSync(path.join(tmpdir(), 'earshot-planted-'));
  for (const name of copied) cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
  return copy;
}

interface Played {
  /** `unplayable`: it did not come to a verdict, so nothing was shown. */
  readonly came: 'caught' | 'survived' | 'unplayable';
  /** The first thing that is wrong. */
  readonly told: string;
}

/** Plays the scenario with the bug in place. */
function played(copy: string, scenario: string, seed: number): Promise<Played> {
  const args = ['test/violence/cli.ts', '--small', '--seed', String(seed), '--only', scenario];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: copy, timeout: runMsMax, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      const found = /VIOLATED (.*)/u.exec(stdout)?.[1];
      if (found !== undefined) resolve({ came: 'caught', told: found });
      else if (error === null) resolve({ came: 'survived', told: '' });
      else resolve({ came: 'unplayable', told: /^\w*Error.*$/mu.exec(stderr)?.[0] ?? error.message });
    });
  });
}

/** Seed after seed, until one catches it. */
async function hunted(copy: string, scenario: string, first: number): Promise<Played & { readonly seed: number }> {
  const last = first + seedsMax - 1;
  for (let seed = first; ; seed += 1) {
    const { came, told } = await played(copy, scenario, seed);
    if (came !== 'survived' || seed === last) return { came, told, seed };
  }
}

const heads = { caught: 'caught    ', survived: 'SURVIVED  ', unplayable: 'NOT PLAYED' } as const;
const flags = flagsOf(usage, { only: { type: 'string', default: '' }, seed: { type: 'string', default: '7' } });
const firstSeed = wholeOf(usage, 'seed', flags.seed, 0);
const chosen = someOf(
  usage,
  flags.only,
  bugs.filter(({ what, scenario }) => `${scenario}: ${what}`.includes(flags.only)),
);
const copy = copyOfTree();
let caught = 0;
try {
  for (const bug of chosen) {
    const begun = performance.now();
    const takeOut = plant(copy, bug);
    const { came, told, seed } = await hunted(copy, bug.scenario, firstSeed).finally(takeOut);
    if (came === 'caught') caught += 1;
    const seconds = ((performance.now() - begun) / 1_000).toFixed(0).padStart(4);
    console.log(`${heads[came]} ${seconds} s  ${bug.scenario}: ${bug.what} (seed ${seed})`);
    if (told !== '') console.log(`                   ${told}`);
  }
} finally {
  rmSync(copy, { recursive: true });
}
console.log(`${caught} of ${chosen.length} planted bugs caught`);
process.exitCode = caught === chosen.length ? 0 : 1;
