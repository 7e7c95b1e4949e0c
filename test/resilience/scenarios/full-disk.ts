/**
 * A disk that is full for a while: a small separate file system, in a mount namespace that ends with the process. What was
 * acknowledged before and meanwhile exists afterwards, and the service recovers when there is space again.
 */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { diskMb } from '../limits.ts';
import type { Playing, Scenario } from '../scenario.ts';
import { verdictSchema, type Verdict } from '../verdict.ts';

const name = 'full disk';
const inside = path.join(import.meta.dirname, '../disk/inside.ts');
/** Mounts the file system on the folder, and then runs the command in the same process. */
const onSmallDisk = (folder: string, ...command: readonly string[]): readonly string[] => [
  'sh',
  '-c',
  `mount -t tmpfs -o size=${diskMb}m earshot "$0" && exec "$@"`,
  folder,
  ...command,
];
/** The flags for a namespace of any user, and for one of root if users may not have one. */
const namespaces = [['-Urm'], ['-m']] as const;

interface Trial {
  readonly flags: readonly string[];
  /** Why it failed. Undefined: it worked. */
  readonly failed: string | undefined;
}

/** Tries each kind of namespace once. */
function trials(): readonly Trial[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'earshot-mount-'));
  try {
    return namespaces.map((flags) => {
      const { status, stderr, error } = spawnSync('unshare', [...flags, ...onSmallDisk(folder, 'true')], { encoding: 'utf8' });
      return { flags, failed: status === 0 ? undefined : (error?.message ?? stderr.trim()) };
    });
  } finally {
    rmdirSync(folder);
  }
}

export const fullDisk: Scenario = {
  name,
  impossible: () => {
    const tried = trials();
    return tried.some(({ failed }) => failed === undefined)
      ? undefined
      : `no file system can be mounted here (${tried.map(({ failed }) => failed).join('; ')})`;
  },
  play: async (playing) => {
    const able = trials().find(({ failed }) => failed === undefined);
    if (able === undefined) throw new Error('No file system can be mounted here');
    return await within(able.flags, playing);
  },
};

function within(flags: readonly string[], playing: Playing): Promise<Verdict> {
  const args = [...flags, ...onSmallDisk(playing.stateDir, process.execPath, inside, JSON.stringify(playing))];
  return new Promise((resolve, reject) => {
    execFile('unshare', args, { maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      if (error === null) resolve(verdictSchema.parse(JSON.parse(stdout)));
      else reject(new Error(`${name}: ${stderr}`));
    });
  });
}
