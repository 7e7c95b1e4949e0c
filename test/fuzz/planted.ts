/** `npm run planted:fuzz`: plants one bug after the other in a copy of the tree, and counts those that the fuzzer catches. */
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { flagsOf, someOf, wholeOf } from '../fixtures/flags.ts';
import { mutations, type Mutation } from './mutations.ts';

const root = path.resolve(import.meta.dirname, '../..');
/** What the fuzzer and its service are made of. */
const copied = [
  'shared',
  'functions',
  'infra',
  'local',
  'client',
  'random',
  'test/fixtures/flags.ts',
  'test/fuzz',
  'test/storm',
  'test/e2e/support',
];
const files = ['package.json', 'tsconfig.json', 'cdk.json'];
/** Requests sent before a planted bug counts as survived; seconds after which a run is given up. */
const requestsMax = 5_000;
const secondsMax = 300;

const usage = `Plants one bug after the other in a copy of the tree, and counts those that the fuzzer catches.

  npm run planted:fuzz -- [options]

  --only WORDS   only the bugs whose names hold these words
  --from N       the first of them (default: 1)
  --to N         the last of them (default: ${mutations.length})
  --seed S       what makes the requests (default: 1)
  --help         this text`;

const flags = flagsOf(usage, {
  only: { type: 'string', default: '' },
  from: { type: 'string', default: '1' },
  to: { type: 'string', default: String(mutations.length) },
  seed: { type: 'string', default: '1' },
});
const first = wholeOf(usage, 'from', flags.from);
const seed = wholeOf(usage, 'seed', flags.seed, 0);

interface Ran {
  readonly failed: boolean;
  /** The first finding. */
  readonly told: string;
}

function copyOfTree(): string {
  const copy = mkdtempSync(path.join(tmpdir(), 'earshot-fuzz-planted-'));
  for (const name of [...copied, ...files]) cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
  return copy;
}

/** Fuzzes in the copy. Rejects when it could not run at all: then nothing was shown. */
function fuzzIn(copy: string): Promise<Ran> {
  const args = ['test/fuzz/cli.ts', '--bail', '--requests', String(requestsMax), '--seed', String(seed)];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: copy, timeout: secondsMax * 1_000, maxBuffer: 1 << 26 }, (_error, stdout, stderr) => {
      // Of the last line that says so: rounds before it have said how many they had found.
      const found = [...stdout.matchAll(/, (\d+) findings$/gmu)].at(-1)?.[1];
      if (found === undefined) reject(new Error(`${stdout}\n${stderr}`));
      else resolve({ failed: found !== '0', told: /^[A-Z0-9 ]+: .*$/mu.exec(stdout)?.[0] ?? '' });
    });
  });
}

/** Fuzzes with the bug in place, and takes it out again. */
async function tryOne(copy: string, { file, find, replace, what }: Mutation): Promise<Ran> {
  const place = path.join(copy, file);
  const text = readFileSync(place, 'utf8');
  const parts = text.split(find);
  if (parts.length !== 2) throw new Error(`${what}: found ${parts.length - 1} times in ${file}`);
  writeFileSync(place, parts.join(replace));
  return fuzzIn(copy).finally(() => writeFileSync(place, text));
}

const chosen = someOf(
  usage,
  flags.only,
  mutations.slice(first - 1, wholeOf(usage, 'to', flags.to)).filter(({ what }) => what.includes(flags.only)),
);
const copy = copyOfTree();
let caught = 0;
try {
  const sound = await fuzzIn(copy);
  if (sound.failed) throw new Error(`without a planted bug it fails already: ${sound.told}`);
  for (const [at, mutation] of chosen.entries()) {
    const began = performance.now();
    const { failed, told } = await tryOne(copy, mutation);
    const seconds = ((performance.now() - began) / 1_000).toFixed(1).padStart(6);
    caught += failed ? 1 : 0;
    console.log(`${String(at + first).padStart(3)}  ${failed ? 'caught  ' : 'SURVIVED'}  ${seconds} s  ${mutation.what}`);
    if (failed) console.log(`                         ${told.slice(0, 140)}`);
  }
} finally {
  rmSync(copy, { recursive: true });
}
console.log(`${caught} of ${chosen.length} planted bugs caught`);
process.exitCode = caught === chosen.length ? 0 : 1;
