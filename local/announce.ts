import path from 'node:path';
import type { FaultReport } from './faults/fault-choice.ts';
import { writeJsonFile } from './json-file.ts';
import type { Runner } from './runner.ts';
import type { Seeded } from './seed.ts';

/** The file that tells programs where everything is. */
export const localFile = (stateDir: string): string => path.join(stateDir, 'local.json');

/** Writes the addresses of everything to a file, for programs, and returns them as text, for people. */
export function announce({ url, issuer, control, stateDir }: Runner, made: Seeded | undefined): string {
  writeJsonFile(localFile(stateDir), { url, websocketUrl: null, issuer, control, ...made });
  const rows: [string, string][] = [
    ['API', url],
    ['issuer', issuer],
    ['control', `${control}/functions, /faults`],
    ['data, logs', stateDir],
  ];
  if (made !== undefined) {
    rows.push(
      ['space', made.space],
      ['partner key', made.partner.key],
      ['coordinator', made.coordinator.sub],
      ['operator', made.operator.sub],
      ['try', `curl ${url}/v1/spaces/${made.space}`],
      ['a token', `curl ${issuer}/token -d grant_type=client_credentials -d sub=${made.coordinator.sub}`],
    );
  }
  return rows.map(([name, value]) => `  ${name.padEnd(13)}${value}`).join('\n');
}

/** How often each fault occurred, as text for people. */
export function faultLines({ plan, occurred }: FaultReport): string {
  const lines = Object.entries(occurred).map(([service, counts]) => {
    const each = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
    return `  ${service.padEnd(10)}${each.join('  ')}`;
  });
  return [`Faults that occurred (seed ${plan.seed}):`, ...lines].join('\n');
}
