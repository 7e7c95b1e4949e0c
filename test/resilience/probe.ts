/** Measures how long the service takes to recover: a client asks and cancels again and again, alone in its space. */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { VolunteerProfile } from '../chaos/actors/volunteer-profiles.ts';
import { History } from '../chaos/history.ts';
import { askedIn } from '../world/history/reads.ts';
import { aFixture, type Fixture } from '../chaos/fixture.ts';
import type { Service } from '../chaos/service.ts';
import { probeEveryMs, probeMsMax } from './limits.ts';
import { askingBody } from '../world/bodies.ts';

/** A disruption of the service, or its end. */
interface Disruption {
  readonly what: string;
  readonly at: number;
}

export interface Recovery extends Disruption {
  /** Milliseconds until a probe that began afterwards was served. Undefined: none was served. */
  readonly ms: number | undefined;
}

export class Probe {
  private readonly fixture: Fixture;
  private readonly history: History;
  private readonly over = new AbortController();
  private readonly served: { readonly began: number; readonly ended: number }[] = [];
  private readonly disruptions: Disruption[] = [];
  private readonly running: Promise<void>;

  private constructor(fixture: Fixture, url: string) {
    this.fixture = fixture;
    this.history = new History(url);
    this.running = this.run();
  }

  /** Begins to probe. */
  static async of(service: Pick<Service, 'url' | 'issuer'>): Promise<Probe> {
    const neverOn: VolunteerProfile = { name: 'never-on', role: 'listener', profile: { languages: ['en'] } };
    return new Probe(await aFixture(service, [neverOn]), service.url);
  }

  /** Notes a disruption. The recovery is measured from now. */
  note(what: string): void {
    this.disruptions.push({ what, at: Date.now() });
  }

  /** Resolves when a probe was served after the last disruption, or the time is over. The result says whether it was served. */
  async recovered(withinMs: number): Promise<boolean> {
    const deadline = Date.now() + withinMs;
    const isDisrupted = (): boolean => this.recoveries().some(({ ms }) => ms === undefined);
    while (isDisrupted() && Date.now() < deadline) await sleep(probeEveryMs);
    return !isDisrupted();
  }

  /** Stops the probe, and returns the recovery from each disruption. */
  async stop(): Promise<readonly Recovery[]> {
    this.over.abort();
    await this.running;
    return this.recoveries();
  }

  private recoveries(): readonly Recovery[] {
    return this.disruptions.map((disruption) => {
      const first = this.served.find(({ began }) => began >= disruption.at);
      return { ...disruption, ms: first === undefined ? undefined : first.ended - disruption.at };
    });
  }

  private async run(): Promise<void> {
    for (let nth = 1; !this.over.signal.aborted; nth += 1) {
      const began = Date.now();
      if (await this.once(nth)) this.served.push({ began, ended: Date.now() });
      await sleep(probeEveryMs);
    }
  }

  /** Whether the ask and the cancel both succeeded in time. */
  private async once(nth: number): Promise<boolean> {
    const { space, partnerToken } = this.fixture;
    const who = 'probe';
    const timeoutMs = probeMsMax;
    const idempotencyKey = createHash('sha256').update(`${space} ${who} ${nth}`).digest('base64url');
    // A call of a seeker who is not safe is never shed. A service that has recovered may still shed other calls of the crowd.
    const body = { ...askingBody, notSafeNow: true } as const;
    const asking = { who, route: 'ask', params: { space }, token: partnerToken, idempotencyKey, body, timeoutMs } as const;
    const asked = askedIn(await this.history.call(asking));
    if (asked === undefined) return false;
    const params = { space, request: asked.id };
    const cancelled = await this.history.call({ who, route: 'cancelRequest', params, token: asked.token, timeoutMs });
    return cancelled.outcome === 'ok';
  }
}
