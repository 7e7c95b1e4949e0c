/** What webhooks tell, as a consumer of the stream: it writes deliveries, and the worker of webhooks sends them. */
import { EndpointsOf } from '../../shared/app/webhooks/endpoints-of.ts';
import { tellOfAlert, tellOfTalk } from '../../shared/app/webhooks/tell-of-changes.ts';
import { caseAlertRecord, talkRecord } from '../../shared/app/store/live-records.ts';
import { readOne } from '../../shared/app/store/unreadable.ts';
import type { Problem } from '../../shared/contract/problems.ts';
import { ok, type Result } from '../../shared/domain/result.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import type { Ports } from '../../shared/ports.ts';
import type { Change } from './changes.ts';
import type { Consumer } from './consumers.ts';

/** After a change that could not be told, later changes of the same request wait for it, so that their order stays. */
export function webhookEvents(): Consumer {
  const known = new EndpointsOf();
  return {
    name: 'webhooks',
    wants: ({ kind, item }) => item !== undefined && (kind === 'talk' || kind === 'alert'),
    take: async (ports, changes, now) => {
      const failed: Change[] = [];
      for (const change of changes) {
        const waits = failed.some(({ key }) => key.pk === change.key.pk && key.sk === change.key.sk);
        const done = waits ? undefined : await tell(ports, known, change, now);
        if (done?.ok !== true) failed.push(change);
      }
      return failed;
    },
  };
}

/** An item that cannot be read is set aside, and nothing is told of it. */
async function tell(ports: Ports, known: EndpointsOf, { kind, item }: Change, now: EpochMs): Promise<Result<void, Problem>> {
  if (item === undefined) return ok();
  if (kind === 'talk') {
    const talk = readOne(ports, talkRecord, item);
    return talk.ok ? told(await tellOfTalk(ports, known, talk.value, now)) : ok();
  }
  const alert = readOne(ports, caseAlertRecord, item);
  return alert.ok ? told(await tellOfAlert(ports, known, alert.value, now)) : ok();
}

/** What cannot be read now will not be read soon, and must not hold up the others. */
function told(done: Result<void, Problem>): Result<void, Problem> {
  return done.ok || done.error.code !== 'unreadable' ? done : ok();
}
