/** Engines that answer late, later than any caller waits, not at all, or with a refusal. The fault proxy causes one kind after the other. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultPlanInput } from '../../../local/faults/plan.ts';
import { awsRequestMsMax } from '../../../shared/adapters/limits.ts';
import { someVolunteers } from '../../chaos/actors/volunteer-profiles.ts';
import { SeededRandom } from '../../../random/seeded-random.ts';
import { chaosLimits } from '../../chaos/fixture.ts';
import type { Service } from '../../chaos/service.ts';
import { faultsMsMax, probeEveryMs, crowdPatienceMs } from '../limits.ts';
import type { Scenario } from '../scenario.ts';
import { runScenario } from '../run-scenario.ts';

type EngineFaults = Pick<FaultPlanInput, 'dynamoDb' | 'sqs'> & { readonly what: string };

const writes = ['PutItem', 'DeleteItem', 'TransactWriteItems'];

const engineFaults: readonly EngineFaults[] = [
  {
    what: 'half of the answers late',
    dynamoDb: { latency: { rate: 0.5, ms: 250 } },
    sqs: { late: { rate: 0.5, ms: 3_000 } },
  },
  {
    what: 'some answers later than any caller waits: a call that was given up takes effect afterwards',
    dynamoDb: { latency: { rate: 0.05, ms: awsRequestMsMax + 1_000 } },
    sqs: { double: 0.3 },
  },
  {
    what: 'half of the writes cut off before or after they took effect',
    dynamoDb: { cut: { rate: 0.3, operations: writes }, unknownOutcome: 0.2, conflict: { rate: 0.1, operations: writes } },
    sqs: { sendFailure: 0.2 },
  },
  {
    what: 'a third of the calls throttled',
    dynamoDb: { throttle: 0.33 },
    sqs: { lose: 0.3 },
  },
];

export const slowEngine: Scenario = {
  name: 'slow engine',
  play: ({ seed, stateDir, size: { seekers, volunteers, slowMs } }) =>
    runScenario({
      scenario: 'slow engine',
      seed,
      stateDir,
      limits: chaosLimits,
      faults: { seed, enabled: false },
      people: someVolunteers(new SeededRandom(seed).of('people'), volunteers),
      crowd: { seekers, arrivalMs: slowMs * engineFaults.length, patienceMs: crowdPatienceMs },
      disrupt: async ({ service, disrupted, tell }) => {
        for (const { what, ...faults } of engineFaults) {
          await service().changeFaults({ seed, ...faults });
          await sleep(slowMs);
          const names = Object.keys({ ...faults.dynamoDb, ...faults.sqs });
          for (const end = Date.now() + faultsMsMax; Date.now() < end && (await missing(service(), names)).length > 0;)
            await sleep(probeEveryMs);
          await service().setFaults(false);
          disrupted(what);
        }
        const { occurred } = await service().faults();
        const names = engineFaults.flatMap(({ dynamoDb, sqs }) => Object.keys({ ...dynamoDb, ...sqs }));
        tell(
          `faults ${JSON.stringify(occurred)}`,
          (await missing(service(), names)).map((name) => `the fault ${name} never occurred`),
        );
      },
    }),
};

/** The faults that have not occurred yet. On a slow machine a plan lasts until each of its faults has occurred. */
async function missing(service: Service, names: readonly string[]): Promise<readonly string[]> {
  const { occurred } = await service.faults();
  const times: Readonly<Record<string, number>> = { ...occurred['dynamoDb'], ...occurred['sqs'] };
  return names.filter((name) => (times[name] ?? 0) === 0);
}
