/** One scenario from start to end: a service, a space full of people, the disruptions, and the verdict. */
import type * as z from 'zod';
import type { FaultPlanInput } from '../../local/faults/plan.ts';
import type { spaceCreation } from '../../shared/contract/spaces.ts';
import type { VolunteerProfile } from '../chaos/actors/volunteer-profiles.ts';
import { aFixture } from '../chaos/fixture.ts';
import { startService, type Service, type StartOptions } from '../chaos/service.ts';
import { crowd, type CrowdOptions } from './crowd.ts';
import { recoveryMsMax } from './limits.ts';
import type { ScenarioContext } from './scenario-context.ts';
import { Probe, type Recovery } from './probe.ts';
import { notRecovered, verdictOf, type Verdict } from './verdict.ts';

/** What a scenario uses to disrupt the service. */
export interface Disrupting {
  readonly context: ScenarioContext;
  /** The current service. */
  service(): Service;
  /** Starts the service again after it was killed. */
  restart(): Promise<void>;
  /** Notes a disruption, or its end. From now on the probe measures how long the service takes to recover. */
  disrupted(what: string): void;
  /** Waits until the service has recovered from all disruptions without help. Rejects if it does not recover in time. */
  recovered(): Promise<void>;
  /** Adds a line to print, and violations. */
  tell(line: string, violations?: readonly string[]): void;
}

export interface RunOptions {
  readonly scenario: string;
  readonly seed: number;
  readonly stateDir: string;
  readonly people: readonly VolunteerProfile[];
  readonly limits: z.input<typeof spaceCreation>['limits'];
  readonly faults?: FaultPlanInput;
  readonly crowd: Omit<CrowdOptions, 'seed' | 'meanwhile'>;
  disrupt(disrupting: Disrupting): Promise<void>;
}

/** The service did not recover, so it cannot answer what became of any request. */
class NotRecovered extends Error {}

/** Plays the scenario. The service has ended afterwards in every case. */
export async function runScenario(options: RunOptions): Promise<Verdict> {
  const { scenario, seed, stateDir, people, limits, faults } = options;
  const starting: StartOptions = { processes: true, again: true, ...(faults === undefined ? {} : { faults }) };
  const [lines, violations]: [string[], string[]] = [[], []];
  let service = await startService(stateDir, starting);
  let recoveries: readonly Recovery[] = [];
  try {
    const fixture = await aFixture(service, people, { limits });
    const probe = await Probe.of(service);
    const recovered = async (): Promise<void> => {
      if (await probe.recovered(recoveryMsMax)) return;
      recoveries = await probe.stop();
      throw new NotRecovered();
    };
    const meanwhile = async (context: ScenarioContext): Promise<Service> => {
      await options.disrupt({
        context,
        service: () => service,
        restart: async () => {
          service = await startService(stateDir, starting);
        },
        disrupted: (what) => probe.note(what),
        recovered,
        tell: (line, wrong = []) => {
          lines.push(line);
          violations.push(...wrong);
        },
      });
      await recovered();
      recoveries = await probe.stop();
      return service;
    };
    const evidence = await crowd(service, fixture, { seed, ...options.crowd, meanwhile });
    return verdictOf({ scenario, evidence, recoveries, service, violations, lines });
  } catch (error) {
    if (!(error instanceof NotRecovered)) throw error;
    return notRecovered({ scenario, recoveries, violations, lines });
  } finally {
    // A service that did not survive cannot be stopped, only killed.
    await service.stop().catch(() => service.kill('everything'));
  }
}
