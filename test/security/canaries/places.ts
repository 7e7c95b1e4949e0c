/** All places where a text could be stored: every file of a running service, and every item of its tables. */
import { globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { theService } from '../../e2e/support/service.ts';

export interface Place {
  /** Path in the state directory. */
  readonly name: string;
  /** Bytes as Latin-1, so that an ASCII text is found in any file. */
  readonly text: string;
}

/**
 * Files that the service does not write to: the template, the issuer's key and the secret that stand for AWS's own services, and
 * the addresses.
 */
const isOurs = (name: string): boolean => /^(cdk\.out\/|issuer\.json$|secrets\.json$|ports\.json$|pid$|lock\.db)/u.test(name);

/** Every file: logs of functions and engines, queues with their dead letters, streams, and the database file on the disk. */
export function files(): readonly Place[] {
  const root = theService().stateDir;
  return globSync('**/*', { cwd: root })
    .map((file) => file.split(path.sep).join('/'))
    .filter((name) => !isOurs(name) && statSync(path.join(root, name)).isFile())
    .map((name) => ({ name, text: readFileSync(path.join(root, name), 'latin1') }));
}

export const isDatabase = ({ name }: Place): boolean => /^(dynoxide|dynamodb-local)\//u.test(name);
export const isFunctionLog = ({ name }: Place): boolean => /^logs\/earshot-(?!cases\.)[\w-]+\.log$/u.test(name);
