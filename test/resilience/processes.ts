/** The processes of a running service, and the signals to them. */
import { readFileSync } from 'node:fs';
import type { Service } from '../chaos/service.ts';

/** `runner`: the process with the gateway and the pollers, which starts the others. `watchers` restart the engines. `workers` run the functions. */
export type Part = 'runner' | 'dynamoDb' | 'sqs' | 'engines' | 'watchers' | 'workers' | 'everything';

/** The current process ids of a part. */
export async function pidsOf(service: Service, part: Part): Promise<readonly number[]> {
  const engines = service.enginePids();
  const isWatcher = (pid: number): boolean => commandOf(pid).includes('watchdog.ts');
  const isSqs = (pid: number): boolean => commandOf(pid).includes('sqs-server.ts');
  switch (part) {
    case 'runner':
      return [service.pid];
    case 'sqs':
      return engines.filter(isSqs);
    case 'dynamoDb':
      return engines.filter((pid) => !isSqs(pid) && !isWatcher(pid));
    case 'engines':
      return engines.filter((pid) => !isWatcher(pid));
    case 'watchers':
      return engines.filter(isWatcher);
    case 'workers':
      return Object.values(await service.functions()).flatMap(({ pids }) => pids);
    case 'everything':
      return [service.pid, ...engines, ...(await pidsOf(service, 'workers'))];
  }
}

/** Sends a signal to each process that still exists. */
export function signal(pids: readonly number[], name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // The process has ended meanwhile.
    }
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
