/** `npm run planted`: plants one bug after the other in a copy of the tree, and counts those that the simulation catches. */
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { mutations } from './mutations.ts';
import type { Mutation } from './mutations.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const copied = ['shared', 'functions', 'infra', 'test/simulation', 'package.json', 'tsconfig.json'];
/** Seeds tried before a planted bug counts as survived; seconds after which a run is given up. */
const seedsMax = 1_500;
const secondsMax = 600;

interface Finding {
  readonly mutation: Mutation;
  /** The line that names the seed and what broke; absent: it survived. */
  readonly caught?: string;
  readonly seconds: number;
}

/** The text with the bug in it; throws where it cannot be planted as it is written. */
export function planted({ file, find, replace, what }: Mutation, text: string): string {
  const parts = text.split(find);
  if (parts.length !== 2) throw new Error(`${what}: found ${parts.length - 1} times in ${file}`);
  return parts.join(replace);
}

function copyOfTree(): string {
  const copy = mkdtempSync(path.join(tmpdir(), 'earshot-planted-'));
  for (const name of copied) cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
  return copy;
}

/** Runs the simulation in the copy. Rejects when it could not run at all: then nothing was shown. */
function simulate(copy: string, seeds: number): Promise<{ readonly failed: boolean; readonly told: string }> {
  const args = ['test/simulation/cli.ts', '--plain', '--seeds', String(seeds)];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: copy, timeout: secondsMax * 1_000, maxBuffer: 1 << 26 }, (_error, stdout, stderr) => {
      if (stdout.includes(' failures\n')) resolve({ failed: !stdout.includes(', 0 failures\n'), told: stdout });
      else reject(new Error(stderr));
    });
  });
}

async function tryOne(copy: string, mutation: Mutation, seeds: number): Promise<Finding> {
  const file = path.join(copy, mutation.file);
  const text = readFileSync(file, 'utf8');
  const begun = performance.now();
  writeFileSync(file, planted(mutation, text));
  const { failed, told } = await simulate(copy, seeds).finally(() => writeFileSync(file, text));
  const seconds = (performance.now() - begun) / 1_000;
  return { mutation, seconds, ...(failed ? { caught: told.split('\n')[0] ?? '' } : {}) };
}

const { values } = parseArgs({
  options: { only: { type: 'string', default: '' }, seeds: { type: 'string', default: String(seedsMax) } },
});
const chosen = mutations.filter(({ what }) => what.includes(values.only));
const copy = copyOfTree();
const findings: Finding[] = [];
try {
  const sound = await simulate(copy, Number(values.seeds));
  if (sound.failed) throw new Error(`without a planted bug it fails already:\n${sound.told}`);
  for (const [at, mutation] of chosen.entries()) {
    const finding = await tryOne(copy, mutation, Number(values.seeds));
    findings.push(finding);
    const nth = String(at + 1).padStart(3);
    console.log(
      `${nth}  ${finding.caught === undefined ? 'SURVIVED' : 'caught  '}  ${finding.seconds.toFixed(1).padStart(6)} s  ${mutation.what}`,
    );
    if (finding.caught !== undefined) console.log(`                         ${finding.caught}`);
  }
} finally {
  rmSync(copy, { recursive: true });
}
const caught = findings.filter((one) => one.caught !== undefined).length;
console.log(`${caught} of ${findings.length} planted bugs caught`);
process.exitCode = caught === findings.length ? 0 : 1;
