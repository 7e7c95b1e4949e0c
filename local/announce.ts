import path from 'node:path';
import type { FaultReport } from './faults/fault-choice.ts';
import { writeJsonFile, writeOwnFile } from './json-file.ts';
import type { Runner } from './runner.ts';
import type { Seeded } from './seed.ts';

/** The file that tells programs where everything is. */
export const localFile = (stateDir: string): string => path.join(stateDir, 'local.json');

/** The file that tells a shell where everything is: `. .earshot/env` sets its variables. */
export const shellFile = (stateDir: string): string => path.join(stateDir, 'env');

/** Writes the addresses of everything to a file for programs and one for shells, and returns them as text, for people. */
export function announce({ url, websocketUrl, issuer, control, stateDir }: Runner, made: Seeded | undefined): string {
  writeJsonFile(localFile(stateDir), { url, websocketUrl: websocketUrl ?? null, issuer, control, ...made });
  writeOwnFile(shellFile(stateDir), variables({ URL: url, ISSUER: issuer, ...(made === undefined ? {} : namesIn(made)) }));
  const rows: [string, string][] = [
    ['API', url],
    ...(websocketUrl === undefined ? [] : [['sockets', websocketUrl] satisfies [string, string]]),
    ['issuer', issuer],
    ['control', `${control}/functions, /sockets, /faults`],
    ['data, logs', stateDir],
  ];
  if (made !== undefined) {
    rows.push(
      ['space', made.space],
      ['partner key', made.partner.key],
      ['coordinator', made.coordinator.sub],
      ['operator', made.operator.sub],
      ['listener', made.listener.sub],
    );
  }
  const lines = rows.map(([name, value]) => `  ${name.padEnd(13)}${value}`);
  return [...lines, ...(made === undefined ? [] : ['', ...toCopy(shellFile(stateDir))])].join('\n');
}

/** Lines to copy into another terminal. Each fits into 80 columns, since the addresses and keys are variables. */
function toCopy(file: string): readonly string[] {
  const relative = path.relative('', file);
  return [
    `. ${relative.startsWith('..') ? file : relative.includes('/') ? relative : `./${relative}`}`,
    'curl "$URL/v1/spaces/$SPACE"',
    'curl "$ISSUER/token" -d grant_type=client_credentials -d "sub=$COORDINATOR"',
  ];
}

function namesIn({ space, partner, coordinator, operator, listener }: Seeded) {
  return {
    SPACE: space,
    KEY: partner.key,
    LISTENER: listener.sub,
    COORDINATOR: coordinator.sub,
    OPERATOR: operator.sub,
  };
}

/** As a POSIX shell reads them. */
function variables(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}='${value.replaceAll("'", `'\\''`)}'\n`)
    .join('');
}

/** How often each fault occurred, as text for people. */
export function faultLines({ plan, occurred }: FaultReport): string {
  const lines = Object.entries(occurred).map(([service, counts]) => {
    const each = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
    return `  ${service.padEnd(10)}${each.join('  ')}`;
  });
  return [`Faults that occurred (seed ${plan.seed}):`, ...lines].join('\n');
}
