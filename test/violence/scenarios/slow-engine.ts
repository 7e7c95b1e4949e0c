/** Engines that answer late, later than anybody waits, not at all, or with a refusal: one after the other, through the fault proxy. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultPlanInput } from '../../../local/faults/plan.ts';
import { awsRequestMsMax } from '../../../shared/adapters/limits.ts';
import { someVolunteers } from '../../storm/cast.ts';
import { diceOf } from '../../storm/dice.ts';
import { stormyLimits } from '../../storm/scene.ts';
import { stormPatienceMs } from '../limits.ts';
import type { Scenario } from '../scenario.ts';
import { siege } from '../siege.ts';

type Weather = Pick<FaultPlanInput, 'dynamoDb' | 'sqs'> & { readonly what: string };

const weathers: readonly Weather[] = [
  {
    what: 'half of the answers late',
    dynamoDb: { latency: { rate: 0.5, ms: 250 } },
    sqs: { late: { rate: 0.5, ms: 3_000 } },
  },
  {
    what: 'some later than anybody waits: what was given up takes effect afterwards',
    dynamoDb: { latency: { rate: 0.05, ms: awsRequestMsMax + 1_000 } },
    sqs: { double: 0.3 },
  },
  {
    what: 'a fifth of the writes cut off after they took effect',
    dynamoDb: { unknownOutcome: 0.2, conflict: { rate: 0.1, operations: ['PutItem', 'DeleteItem', 'TransactWriteItems'] } },
    sqs: { sendFailure: 0.2 },
  },
  {
    what: 'a third throttled',
    dynamoDb: { throttle: 0.33 },
    sqs: { lose: 0.3 },
  },
];

export const slowEngine: Scenario = {
  name: 'slow engine',
  play: ({ seed, stateDir, size: { seekers, volunteers, slowMs } }) =>
    siege({
      scenario: 'slow engine',
      seed,
      stateDir,
      limits: stormyLimits,
      faults: { seed, enabled: false },
      cast: someVolunteers(diceOf(seed, 'cast'), volunteers),
      crowd: { seekers, arrivalMs: slowMs * weathers.length, patienceMs: stormPatienceMs },
      hurt: async ({ service, blow, tell }) => {
        for (const { what, ...faults } of weathers) {
          await service().changeFaults({ seed, ...faults });
          await sleep(slowMs);
          await service().setFaults(false);
          blow(what);
        }
        const { occurred } = await service().faults();
        const never = Object.entries({ ...occurred['dynamoDb'], ...occurred['sqs'] }).filter(([, times]) => times === 0);
        tell(
          `faults ${JSON.stringify(occurred)}`,
          never.map(([name]) => `the fault ${name} never occurred`),
        );
      },
    }),
};
