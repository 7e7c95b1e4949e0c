/** One scenario from beginning to end: a service, a space full of people, something that is done to it, and the verdict. */
import type * as z from 'zod';
import type { FaultPlanInput } from '../../local/faults/plan.ts';
import type { spaceCreation } from '../../shared/contract/spaces.ts';
import type { VolunteerProfile } from '../chaos/actors/volunteer-profiles.ts';
import { aFixture } from '../chaos/fixture.ts';
import { startService, type Service, type StartOptions } from '../chaos/service.ts';
import { crowd, type CrowdOptions } from './crowd.ts';
import { recoveryMsMax } from './limits.ts';
import type { Place } from './place.ts';
import { Probe, type Recovery } from './probe.ts';
import { neverAgain, verdictOf, type Verdict } from './verdict.ts';

/** What whoever hurts the service has at hand. */
export interface Hurting {
  readonly place: Place;
  /** The service as it is now. */
  service(): Service;
  /** Starts it again, after it was killed. */
  restart(): Promise<void>;
  /** Something was done, or is over: from now on it is measured how long it takes until it serves again. */
  blow(what: string): void;
  /** Waits until it has recovered from all blows by itself; does not come back where it never does. */
  recovered(): Promise<void>;
  /** A line for people, and what is wrong. */
  tell(line: string, violations?: readonly string[]): void;
}

export interface SiegeOptions {
  readonly scenario: string;
  readonly seed: number;
  readonly stateDir: string;
  readonly cast: readonly VolunteerProfile[];
  readonly limits: z.input<typeof spaceCreation>['limits'];
  readonly faults?: FaultPlanInput;
  readonly crowd: Omit<CrowdOptions, 'seed' | 'meanwhile'>;
  hurt(hurting: Hurting): Promise<void>;
}

/** It does not serve any more, so there is nobody to ask what became of anything. */
class NeverAgain extends Error {}

/** Plays it. The service is gone afterwards, whatever happened. */
export async function siege(options: SiegeOptions): Promise<Verdict> {
  const { scenario, seed, stateDir, cast, limits, faults } = options;
  const starting: StartOptions = { processes: true, again: true, ...(faults === undefined ? {} : { faults }) };
  const [lines, violations]: [string[], string[]] = [[], []];
  let service = await startService(stateDir, starting);
  let recoveries: readonly Recovery[] = [];
  try {
    const fixture = await aFixture(service, cast, { limits });
    const probe = await Probe.of(service);
    const recovered = async (): Promise<void> => {
      if (await probe.recovered(recoveryMsMax)) return;
      recoveries = await probe.stop();
      throw new NeverAgain();
    };
    const meanwhile = async (place: Place): Promise<Service> => {
      await options.hurt({
        place,
        service: () => service,
        restart: async () => {
          service = await startService(stateDir, starting);
        },
        blow: (what) => probe.note(what),
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
    if (!(error instanceof NeverAgain)) throw error;
    return neverAgain({ scenario, recoveries, violations, lines });
  } finally {
    // One that died of what was done to it cannot be told to end.
    await service.stop().catch(() => service.kill('everything'));
  }
}
