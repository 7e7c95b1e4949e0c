import { randomUUID } from 'node:crypto';
import type { FunctionHost } from '../functions/host.ts';
import { localAccount, timerMsMax } from '../limits.ts';
import type { ScheduleSpec } from '../plan/schedules.ts';
import type { Running } from './queue-mapping.ts';

/**
 * Invokes a function at a rate, at the full multiples of it, so that a restart loses no beat. Like EventBridge it does not wait
 * for the run before; unlike Lambda's asynchronous invocations, a failed run is not repeated.
 */
export function startSchedule(spec: ScheduleSpec, region: string, host: Pick<FunctionHost, 'invoke'>): Running {
  const after = (now: number): number => (Math.floor(now / spec.everyMs) + 1) * spec.everyMs;
  let due = after(Date.now());
  let timer: NodeJS.Timeout;
  const arm = (): void => {
    timer = setTimeout(look, Math.min(timerMsMax, due - Date.now()));
  };
  const look = (): void => {
    const now = Date.now();
    // A timer may fire a little early: without this look a beat would come twice.
    if (now >= due) {
      due = after(now);
      void host.invoke(spec.input ?? scheduledEvent(spec.arn, region));
    }
    arm();
  };
  arm();
  return {
    stop: async () => clearTimeout(timer),
  };
}

/** The event of a schedule that names no input (EventBridge, "Scheduled event"). */
function scheduledEvent(ruleArn: string, region: string): object {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: localAccount,
    time: new Date(Date.now()).toISOString(),
    region,
    resources: [ruleArn],
    detail: {},
  };
}
