/** Where anything could have come to lie: every file of a running service, every item of its tables. */
import { globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { theService } from '../../e2e/support/service.ts';

export interface Place {
  /** Path in the state directory. */
  readonly name: string;
  /** Bytes as Latin-1: what was written in ASCII is found in any of them. */
  readonly text: string;
}

/** What is no outlet: the template, the key of the issuer and the secret that stand for AWS’s own services, the addresses. */
const isOurs = (name: string): boolean => /^(cdk\.out\/|issuer\.json$|secrets\.json$|ports\.json$|pid$|lock\.db)/u.test(name);

/** Every file: logs of functions and engines, queues with their dead letters, streams, and the database as it lies on the disk. */
export function files(): readonly Place[] {
  const root = theService().stateDir;
  return globSync('**/*', { cwd: root })
    .map((file) => file.split(path.sep).join('/'))
    .filter((name) => !isOurs(name) && statSync(path.join(root, name)).isFile())
    .map((name) => ({ name, text: readFileSync(path.join(root, name), 'latin1') }));
}

export const isDatabase = ({ name }: Place): boolean => /^(dynoxide|dynamodb-local)\//u.test(name);
export const isFunctionLog = ({ name }: Place): boolean => /^logs\/earshot-[\w-]+\.log$/u.test(name);
