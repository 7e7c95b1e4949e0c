import { randomUUID } from 'node:crypto';
import type { FunctionHost } from '../functions/host.ts';
import { localAccount, timerMsMax } from '../limits.ts';
import type { ScheduleSpec } from '../plan/schedules.ts';
import type { Running } from './queue-mapping.ts';

/**
 * Invokes a function at a fixed rate, at full multiples of the interval, so that a restart skips no invocation. It does not wait
 * for the invocation before, as EventBridge does not. A failed invocation is not repeated, unlike Lambda's asynchronous
 * invocations.
 */
export function startSchedule(spec: ScheduleSpec, region: string, host: Pick<FunctionHost, 'invoke'>): Running {
  const after = (now: number): number => (Math.floor(now / spec.everyMs) + 1) * spec.everyMs;
  let due = after(Date.now());
  let timer: NodeJS.Timeout;
  const startTimer = (): void => {
    timer = setTimeout(invokeIfDue, Math.min(timerMsMax, due - Date.now()));
  };
  const invokeIfDue = (): void => {
    const now = Date.now();
    // A timer may fire a little early: without this check one invocation would happen twice.
    if (now >= due) {
      due = after(now);
      void host.invoke(spec.input ?? scheduledEvent(spec.arn, region));
    }
    startTimer();
  };
  startTimer();
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
